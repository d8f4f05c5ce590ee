import { expect, test } from 'vitest';
import { visemes } from './viseme';

test('a word becomes mouth shapes, pairs before single letters', () => {
  expect(visemes('this')).toEqual(['TH', 'ih', 'SS']);
  expect(visemes('moon')).toEqual(['PP', 'ou', 'nn']);
});

test('punctuation alone moves nothing', () => {
  expect(visemes('…')).toEqual([]);
});
