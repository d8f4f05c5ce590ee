import { type FormEvent, useId } from 'react';
import type { AnswerReply, Check, SnapshotAnswer } from '~/api/types';
import { alarm } from '~/ui/announce';
import { Button } from '~/ui/button';
import { Markdown } from '~/ui/markdown/markdown';
import { strings } from '~/ui/strings';
import type { ShowCitation } from '../library/use_citation';
import { CheckChoices } from './check_choices';
import { CheckFeedback } from './check_feedback';
import { CheckField } from './check_field';
import './check.css';
import { useCheck } from './use_check';

type Props = {
  lesson: string;
  check: Check;
  known?: SnapshotAnswer;
  skipped: boolean;
  onReply(reply: AnswerReply): void;
  onSkip(): void;
  onCite: ShowCitation;
};

export function CheckCard({ lesson, check, known, skipped, onReply, onSkip, onCite }: Props) {
  const state = useCheck(lesson, check, known, onReply);
  const { value, over, send, hints } = state;
  const prompt = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (over || send.isPending) return;
    if (value.trim()) send.mutate(undefined);
    else alarm(strings.check.choose);
  };
  const Field = check.form === 'choice' || check.form === 'truefalse' ? CheckChoices : CheckField;
  return (
    <form className="check" onSubmit={submit}>
      <h3 id={prompt} className="check-prompt"><Markdown inline text={check.prompt.replace(/_{3,}/g, ' ▁▁▁▁▁ ')} /></h3>
      <Field check={check} state={state} labelledBy={prompt} />
      {hints.map((hint) => (
        <div key={hint.level} className="check-hint"><strong>{strings.check.hintN(hint.level)}</strong> <Markdown inline text={hint.text} /></div>
      ))}
      <CheckFeedback check={check} state={state} onCite={onCite} />
      {send.error && <p className="check-failed" role="alert">{strings.check.failed} {send.error.message}</p>}
      {skipped && !over && <p className="small muted">{strings.check.skipped}</p>}
      {!over && (
        <div className="check-actions">
          <Button type="submit" look="primary" aria-disabled={send.isPending}>{send.isPending ? strings.check.checking : state.verdict === 'not_yet' ? strings.check.again : strings.check.check}</Button>
          {hints.length < 4 && <Button onClick={() => !send.isPending && send.mutate('hint')}>{hints.length ? strings.check.moreHint : strings.check.hint}</Button>}
          <Button look="quiet" onClick={() => !send.isPending && send.mutate('reveal')}>{strings.check.showMe}</Button>
          {!skipped && <Button look="quiet" className="check-skip" onClick={onSkip}>{strings.check.skip}</Button>}
        </div>
      )}
    </form>
  );
}
