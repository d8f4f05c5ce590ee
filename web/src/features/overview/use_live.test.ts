import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useLive } from './use_live';

// As the browser's: it opens again by itself until a reply refuses it.
class Source extends EventTarget {
  static readonly CLOSED = 2;
  static all: Source[] = [];
  readyState = 0;
  onopen?: () => void;
  onerror?: () => void;
  constructor() {
    super();
    Source.all.push(this);
  }
  close() {
    this.readyState = 2;
  }
  open() {
    this.readyState = 1;
    this.onopen?.();
  }
  refuse() {
    this.readyState = 2;
    this.onerror?.();
  }
  say(at: string, id: string) {
    this.dispatchEvent(new MessageEvent('act', { data: JSON.stringify({ at, id, what: '' }), lastEventId: `${at}-act-${id}` }));
  }
}
const newest = () => Source.all.at(-1)!;
const answer = (status: number) => vi.stubGlobal('fetch', () => Promise.resolve(Response.json({}, { status })));
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Source);
  Source.all = [];
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('a refused connection is opened again, after growing pauses', async () => {
  answer(200);
  const { result } = renderHook(() => useLive(false));
  const until = async () => {
    const before = Source.all.length;
    act(() => newest().refuse());
    for (let seconds = 0; ; seconds++) {
      await pass(1_000);
      if (Source.all.length > before) return seconds + 1;
    }
  };
  expect([await until(), await until(), await until()]).toEqual([1, 2, 5]);
  expect(result.current.state).toBe('full');
  act(() => newest().open());
  expect(result.current.state).toBe('live');
  expect(await until()).toBe(1);
});

test('who is signed out is told so, and nothing is opened for them', async () => {
  answer(401);
  const { result } = renderHook(() => useLive(false));
  act(() => newest().refuse());
  await pass(60_000);
  expect(result.current.state).toBe('stranger');
  expect(Source.all.length).toBe(1);
});

test('a server that is away is waited for', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no')));
  const { result } = renderHook(() => useLive(false));
  act(() => newest().refuse());
  await pass(1_000);
  expect([result.current.state, Source.all.length]).toEqual(['lost', 2]);
});

test('an event that comes again is shown once', async () => {
  answer(503);
  const { result } = renderHook(() => useLive(false));
  for (let i = 0; i < 2; i++) {
    act(() => {
      for (const [at, id] of [['2026-01-01T00:00:01Z', 'a'], ['2026-01-01T00:00:02Z', 'b'], ['2026-01-01T00:00:02Z', 'c']] as const) newest().say(at, id);
    });
    act(() => newest().refuse());
    await pass(1_000);
  }
  expect(result.current.events.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
});

test('nothing is opened after the page is left', async () => {
  answer(200);
  const { unmount } = renderHook(() => useLive(false));
  act(() => newest().refuse());
  unmount();
  await pass(60_000);
  expect(Source.all.length).toBe(1);
});
