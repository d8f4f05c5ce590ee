import { useState } from 'react';
import { client } from '~/api/client';
import { type Place, sendProbe } from './etl';

export type Step = 'sent' | 'stored' | 'flat' | 'checked';
// Milliseconds after sending, of the steps that were reached.
export type Probe = { id?: string; reached: Partial<Record<Step, number>>; over: boolean; error?: unknown };

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function storedAt(id: string): Promise<string | undefined> {
  const { data, response } = await client.GET('/v1/admin/statements', { params: { query: { statementId: id } } });
  return response.ok ? (data as unknown as { stored: string }).stored : undefined;
}

const place = async () => (await client.GET('/v1/debug/last-statement', {})).data as Place | undefined;
const isBehind = (at: string | undefined, stored: string) => !at || Date.parse(at) < Date.parse(stored);

// Sends a statement and watches it pass `steps`, for at most `patience` milliseconds.
export function useProbe(steps: readonly Step[], patience: number) {
  const [probe, setProbe] = useState<Probe>();
  const run = async () => {
    setProbe({ reached: {}, over: false });
    try {
      const id = await sendProbe();
      const began = performance.now();
      const reached: Probe['reached'] = { sent: 0 };
      const note = (step: Step) => {
        reached[step] ??= performance.now() - began;
        setProbe({ id, reached: { ...reached }, over: steps.every((one) => reached[one] !== undefined) });
      };
      note('sent');
      for (let stored: string | undefined; performance.now() - began < patience && steps.some((one) => reached[one] === undefined); await pause(50)) {
        stored ??= await storedAt(id);
        if (!stored) continue;
        note('stored');
        const now = await place();
        if (!isBehind(now?.flat?.stored, stored)) note('flat');
        if (!isBehind(now?.checked_through, stored)) note('checked');
      }
      setProbe({ id, reached: { ...reached }, over: true });
    } catch (error) {
      setProbe({ reached: {}, over: true, error });
    }
  };
  return { probe, run, running: probe !== undefined && !probe.over };
}
