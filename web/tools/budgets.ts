import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

// Compares what a visit loads with its cap, in gzipped kB of JavaScript; exits 1 when one is exceeded.
type Chunk = { file: string; imports?: string[]; dynamicImports?: string[]; name?: string; src?: string };

const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(await readFile(new URL('manifest.json', dist), 'utf8')) as Record<string, Chunk>;
const size = async (file: string) => gzipSync(await readFile(fileURLToPath(new URL(file, dist))), { level: 9 }).length / 1000;

function closure(keys: string[], seen = new Set<string>()): Set<string> {
  for (const key of keys) {
    const chunk = manifest[key];
    if (!chunk || seen.has(key)) continue;
    seen.add(key);
    closure(chunk.imports ?? [], seen);
  }
  return seen;
}

const entry = 'index.html';
const shell = closure([entry]);
const weigh = async (keys: Iterable<string>) => {
  let sum = 0;
  for (const key of keys) {
    const file = manifest[key]?.file ?? '';
    if (file.endsWith('.js')) sum += await size(file);
  }
  return sum;
};
const lazy = async (source: string) => weigh([...closure([source])].filter((key) => !shell.has(key)));
const route = (source: string) => weigh(closure([entry, source]));

const rows: [string, number, number][] = [
  ['shell (discovery)', await weigh(shell), 120],
  ['subject', await route('src/features/library/course_page.tsx'), 150],
  ['tutor room', await route('src/features/tutor/room_page.tsx'), 150],
  ['desk: statements', await route('src/features/admin/statements_page.tsx'), 190],
  ['desk: keys', await route('src/features/admin/keys_page.tsx'), 190],
  ['lazy: markdown and sanitiser', await lazy('src/ui/markdown/render.ts'), 30],
  ['lazy: KaTeX', await lazy('src/ui/markdown/katex.ts'), 80],
  ['lazy: passage sheet', await lazy('src/features/library/passage_sheet.tsx'), 40],
];
let broken = 0;
for (const [name, kilobytes, cap] of rows) {
  const over = kilobytes > cap || kilobytes === 0;
  broken += Number(over);
  console.log(`${over ? 'OVER' : 'ok  '} ${name.padEnd(30)} ${kilobytes.toFixed(1).padStart(6)} of ${cap} kB`);
}
if (broken) process.exit(1);
