import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answerCheck } from '~/api/actions';
import type { AnswerReply, Check, SnapshotAnswer } from '~/api/types';
import { announce } from '~/ui/announce';
import { strings } from '~/ui/strings';

export type Hint = { level: number; text: string };

// One check: what is answered, what came back, which hints were given.
export function useCheck(lesson: string, check: Check, known: SnapshotAnswer | undefined, onReply: (reply: AnswerReply) => void) {
  const [own, setOwn] = useState<string>();
  const [reply, setReply] = useState<AnswerReply>();
  const [hints, setHints] = useState<Hint[]>([]);
  const [changed, setChanged] = useState(false); // since the last verdict
  const value = own ?? known?.answer ?? '';
  const verdict = reply?.verdict ?? known?.verdict;
  const over = verdict === 'correct' || verdict === 'revealed' || verdict === 'self_grade';

  const send = useMutation({
    mutationFn: (want?: 'hint' | 'reveal') => answerCheck(lesson, { check_id: check.check_id, answer: value.trim(), ...(want && { want }) }),
    onSuccess: (got, want) => {
      const { hint } = got;
      if (hint) setHints((all) => (all.some((one) => one.level === hint.level) ? all : [...all, hint]));
      if (want === 'hint' && got.verdict === 'not_yet') {
        announce(hint?.text ?? got.message);
        return;
      }
      setReply(got);
      setChanged(false);
      announce(`${words[got.verdict] ?? ''}. ${got.message}`);
      onReply(got);
    },
  });
  const change = (next: string) => {
    setOwn(next);
    setChanged(true);
  };
  return { value, change, verdict: changed && verdict === 'not_yet' ? undefined : verdict, over, reply, hints, known, send };
}

export const words: Record<string, string> = {
  correct: strings.check.correct,
  not_yet: strings.check.notYet,
  revealed: strings.check.revealed,
  self_grade: strings.check.selfGrade,
};

export type CheckState = ReturnType<typeof useCheck>;
