import { expect, test } from 'vitest';
import { spoken } from './spoken';

test('a formula keeps its words and signs', () => {
  expect(spoken('$\\mathrm{m^2}$')).toBe('m^2');
  expect(spoken('about $\\frac{s}{t}$, **not** $\\Delta v$')).toBe('about s / t, not Delta v');
});
