import { afterEach, expect, test, vi } from 'vitest';
import { follow, type StreamSink } from './stream';
import type { Snapshot, TurnEvent } from './types';

const event = (seq: number, kind: string, data: object = {}) => `id: ${seq}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;
const snapshot = (seq: number, state = 'running') => `event: snapshot\ndata: ${JSON.stringify({ turn: 't', state, seq, events: [], answers: [] })}\n\n`;
const reply = (...parts: string[]) => new Response(parts.join(''), { headers: { 'content-type': 'text/event-stream' } });

function sink() {
  const seen = { events: [] as TurnEvent[], snapshots: [] as Snapshot[], status: [] as string[], problems: [] as Error[] };
  const into: StreamSink = {
    snapshot: (one) => seen.snapshots.push(one),
    event: (one) => seen.events.push(one),
    status: (one) => seen.status.push(one),
    failed: (one) => seen.problems.push(one),
  };
  return { seen, into };
}

afterEach(() => vi.useRealTimers());

test('a cut stream goes on after the last event, and no event comes twice', async () => {
  const { seen, into } = sink();
  const asked: (number | undefined)[] = [];
  const replies = [reply(snapshot(2), event(3, 'beat'), event(3, 'beat')), reply(event(2, 'beat'), event(3, 'beat'), event(4, 'beat'), event(5, 'done'))];
  follow(async (after) => {
    asked.push(after);
    return replies.shift() ?? new Response(null, { status: 204 });
  }, into);
  await vi.waitFor(() => expect(seen.status.at(-1)).toBe('over'));
  expect(seen.events.map((one) => one.seq)).toEqual([3, 4, 5]);
  expect(asked).toEqual([undefined, 3]);
  expect(seen.status).toContain('reconnecting');
});

test('the network coming back ends the waiting', async () => {
  const { seen, into } = sink();
  let tries = 0;
  let up = false;
  follow(async () => {
    tries++;
    if (!up) throw new TypeError('network');
    return reply(snapshot(1, 'done'));
  }, into);
  await vi.waitFor(() => expect(tries).toBeGreaterThan(2));
  up = true;
  const at = Date.now();
  dispatchEvent(new Event('online'));
  await vi.waitFor(() => expect(seen.status.at(-1)).toBe('over'));
  expect(Date.now() - at).toBeLessThan(300);
});

test('a refusal is told once and not tried again', async () => {
  const { seen, into } = sink();
  let tries = 0;
  follow(async () => {
    tries++;
    return Response.json({ error: { code: 'not_found', message: 'gone' } }, { status: 404 });
  }, into);
  await vi.waitFor(() => expect(seen.problems).toHaveLength(1));
  expect(seen.problems[0]?.message).toBe('gone');
  expect(tries).toBe(1);
});

test('a turn with nothing left to send is over', async () => {
  const { seen, into } = sink();
  follow(async () => new Response(null, { status: 204 }), into, 9);
  await vi.waitFor(() => expect(seen.status.at(-1)).toBe('over'));
});
