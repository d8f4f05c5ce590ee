import { expect, test } from 'vitest';
import { inLanguage, nameOfActor, nameOfThing, nameOfVerb, outcome, sayDuration, sayResponse, sayTime } from './reading';
import type { Statement } from './statement';

const id = '01930000-0000-7000-8000-0000deadbeef';
const made = (more: Partial<Statement>): Statement => ({
  id, actor: { mbox: 'mailto:ada@example.com' }, verb: { id: 'http://adlnet.gov/expapi/verbs/answered' }, object: { id: 'http://example.com/x' },
  timestamp: '2026-11-21T10:00:00Z', stored: '2026-11-21T10:00:00Z', ...more,
});

test('people are named by what is known of them', () => {
  expect(nameOfActor({ name: 'Ada', mbox: 'mailto:a@example.com' })).toBe('Ada');
  expect(nameOfActor({ mbox: 'mailto:a@example.com' })).toBe('a@example.com');
  expect(nameOfActor({ account: { homePage: 'https://x', name: id } })).toBe('…deadbeef');
  expect(nameOfActor({ objectType: 'Group', member: [{ name: 'A' }, { name: 'B' }] })).toBe('A, B');
});

test('things without a name are called by the end of their address', () => {
  expect(nameOfVerb({ id: 'http://example.com/verbs/tried%20out' })).toBe('tried out');
  expect(nameOfThing({ id: 'http://example.com/course/' })).toBe('course');
  expect(nameOfThing({ objectType: 'StatementRef', id })).toBe('Statement …deadbeef');
});

test('a text is shown in the language of the reader, else in any', () => {
  expect(inLanguage({ de: 'Kraft', en: 'force' }, ['de-AT'])).toBe('Kraft');
  expect(inLanguage({ fr: 'force' }, ['de'])).toBe('force');
});

test('an outcome says what came of it', () => {
  expect(outcome(made({ result: { success: true, score: { scaled: 1 } } }))).toEqual({ text: 'right', look: 'ok' });
  expect(outcome(made({ result: { success: false } }))?.look).toBe('warn');
  expect(outcome(made({ verb: { id: 'http://adlnet.gov/expapi/verbs/passed' }, result: { success: true, score: { scaled: 0.8 } } }))?.text).toBe('80 %');
  expect(outcome(made({ result: { extensions: { 'https://w3id.org/xapi/cmi5/result/extensions/progress': 50 } } }))?.text).toBe('50 %');
  expect(outcome(made({ result: { completion: true } }))?.text).toBe('complete');
  expect(outcome(made({}))).toBeUndefined();
});

test('durations are said as people say them', () => {
  expect(sayDuration('PT4.25S')).toBe('4.3 s');
  expect(sayDuration('PT90.50S')).toBe('1 min 31 s');
  expect(sayDuration('P1DT2H')).toBe('1 d 2 h');
  expect(sayDuration('P1Y')).toBe('P1Y');
});

test('a choice is shown by its words', () => {
  const object = { id: 'x', definition: { choices: [{ id: 'b', description: { en: 'its mass' } }] } };
  expect(sayResponse(object, 'b')).toBe('its mass');
  expect(sayResponse(object, 'z')).toBe('z');
});

test('a time of another day has its date', () => {
  const now = new Date('2026-11-21T12:00:00');
  expect(sayTime('2026-11-21T10:00:00', now)).not.toMatch(/Nov/);
  expect(sayTime('2026-11-20T10:00:00', now)).toMatch(/20/);
  expect(sayTime('soon', now)).toBe('soon');
});
