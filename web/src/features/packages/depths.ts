import type { Unit } from './queries';

// How deep each unit stands within blocks; a block comes before what it holds.
export function depths(units: Pick<Unit, 'id' | 'parent'>[]): Map<string, number> {
  const known = new Map<string, number>();
  for (const { id, parent } of units) known.set(id, parent ? (known.get(parent) ?? 0) + 1 : 0);
  return known;
}
