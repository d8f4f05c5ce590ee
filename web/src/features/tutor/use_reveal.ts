import { useCallback, useEffect, useRef, useState } from 'react';
import type { Beat, Turn } from '~/api/turn';
import { useReducedMotion } from '~/ui/motion';
import { readingTime } from './reading_time';
import { recallShown, rememberShown } from './shown_parts';

export type Reveal = {
  parts: Beat[]; // everything that came
  visible: Beat[];
  gate?: Beat; // the check that holds the rest back
  canNext: boolean;
  finished: boolean; // all parts of an ended lesson are shown
  skipped: string[];
  fromStart: number; // parts that were there when the page opened: shown without motion
  next(): void;
  skip(check: string): void;
};

const settled = (turn: Turn, check: string) => ['correct', 'revealed', 'self_grade'].includes(turn.answers[check]?.verdict ?? '');

export function gateOf(visible: Beat[], turn: Turn, skipped: string[]): Beat | undefined {
  return visible.find(({ check }) => check && !settled(turn, check.check_id) && !skipped.includes(check.check_id));
}

// Where another browser's answers show that the learner has been.
export function reached(turn: Turn): number {
  return turn.beats.filter((beat) => beat.kind !== 'pause').findLastIndex(({ check }) => check && turn.answers[check.check_id]) + 1;
}

const hasBody = (beat: Beat | undefined) => beat !== undefined && (beat.complete || beat.text !== '');

// Parts appear one after another at the learner's pace: after a reading time, or at once on `next`.
export function useReveal(lesson: string, turn: Turn, held: boolean): Reveal {
  const still = useReducedMotion();
  const [stored] = useState(() => recallShown(lesson));
  const [shown, setShown] = useState(stored?.shown ?? 0);
  const [skipped, setSkipped] = useState<string[]>(stored?.skipped ?? []);
  const fromStart = useRef(stored?.shown ?? 0);
  const asked = useRef(stored !== undefined);

  const parts = turn.beats.filter((beat) => beat.kind !== 'pause');
  const visible = parts.slice(0, shown);
  const last = visible.at(-1);
  const gate = gateOf(visible, turn, skipped);
  const canNext = !gate && hasBody(parts[shown]) && (last === undefined || last.complete);
  const finished = turn.state === 'done' && shown >= parts.length && parts.length > 0 && !gate;

  useEffect(() => {
    if (asked.current || turn.state === 'connecting' || parts.length === 0) return;
    asked.current = true;
    const there = reached(turn);
    fromStart.current = there;
    if (there > 0) setShown(there);
  }, [turn, parts.length]);

  useEffect(() => {
    if (shown > 0) rememberShown(lesson, { shown, skipped, finished });
  }, [lesson, shown, skipped, finished]);

  const next = useCallback(() => setShown((n) => n + 1), []);
  useEffect(() => {
    if (!canNext) return;
    if (last === undefined) return next();
    if (held) return;
    const feedback = last.check && turn.answers[last.check.check_id]?.explanation;
    const timer = setTimeout(next, still && !feedback ? 0 : readingTime(last, feedback));
    return () => clearTimeout(timer);
    // A new text of the last part must not start its time again.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [canNext, held, still, shown, next]);

  const skip = useCallback((check: string) => setSkipped((all) => [...all, check]), []);
  return { parts, visible, gate, canNext, finished, skipped, fromStart: fromStart.current, next, skip };
}
