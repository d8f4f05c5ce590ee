import { useCallback, useEffect, useRef, useState } from 'react';
import type { Turn } from '~/api/turn';
import type { Verdict } from '~/api/types';
import type { OwlState } from '~/ui/owl/owl';
import { strings } from '~/ui/strings';

const party = 2_200;

// What the owl does and, when it is not the part's own caption, what it says.
export function useOwl(turn: Turn, typing: boolean, asked: number) {
  const [moment, setMoment] = useState<{ state: OwlState; caption: string }>();
  const [answering, setAnswering] = useState(false);
  const count = useRef(asked);

  useEffect(() => {
    if (asked > count.current) setAnswering(true);
    count.current = asked;
  }, [asked]);

  useEffect(() => {
    if (!moment) return;
    const timer = setTimeout(() => setMoment(undefined), party);
    return () => clearTimeout(timer);
  }, [moment]);

  const replied = useCallback((verdict: Verdict) => {
    if (verdict === 'correct') setMoment({ state: 'celebrating', caption: strings.room.captionCorrect });
    if (verdict === 'not_yet') setMoment({ state: 'idle', caption: strings.room.captionNotYet });
  }, []);
  const answered = useCallback((answer: Turn, failed: boolean) => {
    if (!failed && (answer.state === 'running' || answer.state === 'connecting')) return;
    setAnswering(false);
  }, []);

  const waiting = turn.beats.length === 0 && (turn.state === 'running' || turn.state === 'connecting');
  const state: OwlState = moment?.state ?? (answering || waiting ? 'thinking' : typing ? 'listening' : 'idle');
  const caption = moment?.caption ?? (answering ? strings.ask.thinking : typing ? strings.room.captionListening : undefined);
  return { state, caption, idle: strings.room.captionIdle, answering, replied, answered };
}
