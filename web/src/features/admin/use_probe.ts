import { useEffect, useRef, useState } from 'react';
import { client } from '~/api/client';
import { type Place, sendProbe } from './etl';

export type Step = 'sent' | 'stored' | 'flat' | 'checked';
// Milliseconds after sending, of the steps that were reached.
export type Probe = { reached: Partial<Record<Step, number>>; over: boolean; error?: unknown };

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function storedAt(id: string): Promise<string | undefined> {
  const { data, response } = await client.GET('/v1/admin/statements', { params: { query: { statementId: id } } });
  return response.ok ? (data as unknown as { stored: string }).stored : undefined;
}

// The steps that a statement stored at this time has passed.
async function passedBy(stored: string): Promise<Step[]> {
  const place = (await client.GET('/v1/debug/last-statement', {})).data as Place | undefined;
  const passed = (at: string | undefined) => at !== undefined && Date.parse(at) >= Date.parse(stored);
  return ['stored', ...(passed(place?.flat?.stored) ? (['flat'] as const) : []), ...(passed(place?.checked_through) ? (['checked'] as const) : [])];
}

async function watch(id: string, steps: readonly Step[], goesOn: () => boolean, tell: (probe: Probe) => void): Promise<void> {
  const began = performance.now();
  const reached: Probe['reached'] = { sent: 0 };
  const missing = () => steps.some((one) => reached[one] === undefined);
  for (let stored: string | undefined; missing() && goesOn(); await pause(50)) {
    tell({ reached: { ...reached }, over: false });
    stored ??= await storedAt(id);
    if (stored) for (const step of await passedBy(stored)) reached[step] ??= performance.now() - began;
  }
  tell({ reached, over: true });
}

// Sends a statement and watches it pass `steps`, for at most `patience` milliseconds and while the page is there.
export function useProbe(steps: readonly Step[], patience: number) {
  const [probe, setProbe] = useState<Probe>();
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => void (gone.current = true);
  }, []);
  const run = async () => {
    const until = performance.now() + patience;
    setProbe({ reached: {}, over: false });
    try {
      await watch(await sendProbe(), steps, () => !gone.current && performance.now() < until, setProbe);
    } catch (error) {
      setProbe({ reached: {}, over: true, error });
    }
  };
  return { probe, run, running: probe !== undefined && !probe.over };
}
