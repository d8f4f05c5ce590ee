import { expect, test } from 'vitest';
import { depths } from './depths';

test('units stand as deep as their blocks say', () => {
  const units = [{ id: 'block-1' }, { id: 'au-1', parent: 'block-1' }, { id: 'block-2', parent: 'block-1' }, { id: 'au-2', parent: 'block-2' }, { id: 'au-3' }];
  expect([...depths(units).values()]).toEqual([0, 1, 1, 2, 0]);
});
