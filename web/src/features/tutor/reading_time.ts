import type { Beat } from '~/api/turn';

const shortest = 1_200;
const longest = 7_000;
const perCharacter = 26; // about 38 characters a second: a glance ahead, never a wait

// How long a part stands alone before the next one follows by itself.
export function readingTime(beat: Beat, feedback = ''): number {
  if (beat.kind === 'check') return Math.min(longest, 2_500 + feedback.length * perCharacter);
  const extra = beat.kind === 'formula' || beat.kind === 'figure' ? 1_500 : 0;
  return Math.min(longest, Math.max(shortest, beat.text.length * perCharacter + extra));
}
