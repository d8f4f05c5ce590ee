import { expect, test } from 'vitest';
import { matches } from './matches';

test('every word must be found, in any order, without accents or case', () => {
  expect(matches('ENERGIE kine', 'Kinetische Énergie')).toBe(true);
  expect(matches('energy heat', 'Kinetic energy')).toBe(false);
});

test('an empty query matches everything', () => {
  expect(matches('  ', 'anything')).toBe(true);
});
