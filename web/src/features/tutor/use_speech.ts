import { useEffect, useMemo, useState } from 'react';
import { useReducedMotion } from '~/ui/motion';
import { visemes } from '~/ui/owl/viseme';

const perShape = 85;
const perWord = 60;
const widest = 84; // characters of one caption line group

// Captions are shown a clause at a time, as in a film.
export function clauses(text: string): string[][] {
  const lines: string[][] = [[]];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const line = lines.at(-1) ?? [];
    line.push(word);
    const length = line.join(' ').length;
    if (/[.!?…:]$/.test(word) ? length > 24 : length > widest) lines.push([]);
  }
  return lines.filter((line) => line.length > 0);
}

export type Speech = { words: string[]; at: number; viseme: string; speaking: boolean };

// Speaks `text` without a sound: which words are up, which one is being said, and the mouth for it.
export function useSpeech(text: string, silent: boolean): Speech {
  const still = useReducedMotion();
  const lines = useMemo(() => clauses(text), [text]);
  const [place, setPlace] = useState({ line: 0, word: 0, shape: 0 });
  const [spoken, setSpoken] = useState(text);
  if (spoken !== text) {
    setSpoken(text);
    setPlace({ line: 0, word: 0, shape: 0 });
  }
  const word = lines[place.line]?.[place.word];
  const shapes = useMemo(() => visemes(word ?? ''), [word]);
  const speaking = word !== undefined && !silent;

  useEffect(() => {
    if (!speaking) return;
    const inWord = place.shape < shapes.length && !still;
    const wait = inWord ? perShape : still ? perWord + shapes.length * perShape : perWord;
    const timer = setTimeout(() => setPlace((before) => advance(before, lines, inWord)), wait);
    return () => clearTimeout(timer);
  }, [speaking, place, shapes, lines, still]);

  const line = Math.min(place.line, lines.length - 1);
  return { words: lines[line] ?? [], at: speaking ? place.word : -1, viseme: speaking && !still ? (shapes[place.shape] ?? 'sil') : 'sil', speaking };
}

function advance({ line, word, shape }: { line: number; word: number; shape: number }, lines: string[][], inWord: boolean) {
  if (inWord) return { line, word, shape: shape + 1 };
  if (word + 1 < (lines[line]?.length ?? 0)) return { line, word: word + 1, shape: 0 };
  return { line: line + 1, word: 0, shape: 0 };
}
