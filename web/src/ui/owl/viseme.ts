// Mouth shapes for written words: rough, and enough for a silent owl. Two letters first, then one.
const pairs: Record<string, string> = { th: 'TH', ch: 'CH', sh: 'CH', ph: 'FF', oo: 'ou', ee: 'ih', ou: 'oh', ow: 'oh', ng: 'nn', qu: 'kk', ck: 'kk' };
const singles: Record<string, string> = {
  a: 'aa', e: 'E', i: 'ih', o: 'oh', u: 'ou', y: 'ih', p: 'PP', b: 'PP', m: 'PP', f: 'FF', v: 'FF', t: 'DD', d: 'DD', k: 'kk', c: 'kk', g: 'kk', q: 'kk', x: 'kk',
  j: 'CH', s: 'SS', z: 'SS', n: 'nn', l: 'nn', r: 'RR', w: 'ou', h: 'aa',
};

export function visemes(word: string): string[] {
  const letters = word.toLowerCase().normalize('NFD').replace(/[^a-z0-9]/g, '');
  const shapes: string[] = [];
  for (let i = 0; i < letters.length; i++) {
    const pair = pairs[letters.slice(i, i + 2)];
    if (pair) i++;
    const shape = pair ?? singles[letters[i] ?? ''] ?? 'E';
    if (shapes.at(-1) !== shape) shapes.push(shape);
  }
  return shapes;
}
