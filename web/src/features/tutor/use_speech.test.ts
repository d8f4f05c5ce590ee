import { expect, test } from 'vitest';
import { clauses } from './use_speech';

test('captions break at sentences and never grow long', () => {
  const lines = clauses('Speed is how fast a thing moves. It is measured in metres per second.');
  expect(lines.map((line) => line.join(' '))).toEqual(['Speed is how fast a thing moves.', 'It is measured in metres per second.']);
  expect(clauses('word '.repeat(100)).every((line) => line.join(' ').length < 100)).toBe(true);
});
