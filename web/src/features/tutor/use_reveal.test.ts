import { expect, test } from 'vitest';
import { type Beat, emptyTurn, type Turn } from '~/api/turn';
import { gateOf, reached } from './use_reveal';

const say = (index: number): Beat => ({ index, kind: 'say', text: 'x', complete: true, citations: [] });
const check = (index: number): Beat => ({ index, kind: 'check', text: '', complete: true, citations: [], check: { beat: index, check_id: `c${index}`, form: 'choice', prompt: '?' } });
const turn = (beats: Beat[], verdicts: Record<string, 'correct' | 'not_yet' | 'revealed'> = {}): Turn => ({
  ...emptyTurn,
  beats,
  answers: Object.fromEntries(Object.entries(verdicts).map(([check_id, verdict]) => [check_id, { check_id, verdict, tries: 1 }])),
});

test('a check holds the rest back until it is answered, shown or skipped', () => {
  const beats = [say(0), check(1)];
  expect(gateOf(beats, turn(beats), [])?.index).toBe(1);
  expect(gateOf(beats, turn(beats, { c1: 'not_yet' }), [])?.index).toBe(1);
  expect(gateOf(beats, turn(beats, { c1: 'correct' }), [])).toBeUndefined();
  expect(gateOf(beats, turn(beats, { c1: 'revealed' }), [])).toBeUndefined();
  expect(gateOf(beats, turn(beats), ['c1'])).toBeUndefined();
});

test('another browser resumes after the last answered check', () => {
  const beats = [say(0), check(1), { ...say(2), kind: 'pause' as const }, say(3), check(4), say(5)];
  expect(reached(turn(beats, { c4: 'correct' }))).toBe(4);
  expect(reached(turn(beats))).toBe(0);
});
