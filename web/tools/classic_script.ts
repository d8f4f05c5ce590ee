import { readFile } from 'node:fs/promises';
import { transformWithOxc } from 'vite';

// A TypeScript file without imports as a script that is no module.
export const classicScript = async (path: string) =>
  (await transformWithOxc(await readFile(path, 'utf8'), path)).code.replace(/^export \{\};?$/m, '').replace(/\/\/# source.*/g, '');
