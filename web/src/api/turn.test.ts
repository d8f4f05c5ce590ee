import { expect, test } from 'vitest';
import { emptyTurn, fromSnapshot, withEvent } from './turn';
import type { TurnEvent } from './types';

const events = [
  { seq: 1, kind: 'plan', data: { title: 'T', objectives: [], minutes: 1, beats: 2, level: 'L0' } },
  { seq: 2, kind: 'beat', data: { beat: 0, kind: 'say', title: 'A' } },
  { seq: 3, kind: 'delta', data: { beat: 0, text: 'Hel' } },
  { seq: 4, kind: 'delta', data: { beat: 0, text: 'lo' } },
  { seq: 5, kind: 'say', data: { beat: 0, text: 'Hello.', caption: 'Hello', source: 'course', citations: [] } },
] as TurnEvent[];

test('deltas grow a beat and its whole text replaces them', () => {
  const growing = events.slice(0, 4).reduce(withEvent, emptyTurn);
  expect(growing.beats[0]).toMatchObject({ text: 'Hello', complete: false, title: 'A' });
  expect(withEvent(growing, events[4]!).beats[0]).toMatchObject({ text: 'Hello.', complete: true, title: 'A' });
});

test('an event counts once however often it comes', () => {
  const once = events.reduce(withEvent, emptyTurn);
  expect(events.reduce(withEvent, once)).toBe(once);
});

test('a late delta does not touch a whole beat', () => {
  const turn = withEvent(events.reduce(withEvent, emptyTurn), { seq: 6, kind: 'delta', data: { beat: 0, text: '!' } });
  expect(turn.beats[0]?.text).toBe('Hello.');
});

test('a snapshot skips over the deltas it left out', () => {
  const turn = fromSnapshot({ turn: 't', state: 'running', seq: 9, events: [events[0]!, events[1]!, events[4]!], answers: [{ check_id: 'c', verdict: 'correct', tries: 2 }] });
  expect(turn).toMatchObject({ seq: 9, state: 'running' });
  expect(turn.answers.c?.tries).toBe(2);
  expect(withEvent(turn, events[3]!)).toBe(turn);
});

test('a turn that goes on after an interruption runs again, its cut beat anew', () => {
  const cut = withEvent(events.slice(0, 3).reduce(withEvent, emptyTurn), { seq: 7, kind: 'interrupted', data: {} });
  expect(cut.state).toBe('interrupted');
  const on = [{ seq: 8, kind: 'beat', data: { beat: 0, kind: 'say' } }, { seq: 9, kind: 'delta', data: { beat: 0, text: 'New' } }] as TurnEvent[];
  const again = on.reduce(withEvent, cut);
  expect(again.state).toBe('running');
  expect(again.beats).toHaveLength(1);
  expect(again.beats[0]?.text).toBe('New');
});
