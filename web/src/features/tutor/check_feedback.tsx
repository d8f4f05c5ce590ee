import type { Check } from '~/api/types';
import { Button } from '~/ui/button';
import { Markdown } from '~/ui/markdown/markdown';
import { strings } from '~/ui/strings';
import { CitedText } from '../library/cited_text';
import type { ShowCitation } from '../library/use_citation';
import { type CheckState, words } from './use_check';

export function CheckFeedback({ check, state: { verdict, reply, known }, onCite }: { check: Check; state: CheckState; onCite: ShowCitation }) {
  if (!verdict) return null;
  const explanation = reply?.explanation ?? (known as { explanation?: string } | undefined)?.explanation;
  const citation = reply?.citation ?? check.citations?.[0];
  const right = reply?.answer ?? (verdict === 'revealed' ? known?.answer : undefined);
  const showRight = right !== undefined && right !== '' && verdict !== 'correct' && check.form !== 'choice' && check.form !== 'truefalse';
  return (
    <div className={`feedback is-${verdict}`}>
      <p>
        <strong>{words[verdict]}.</strong> {reply?.message && reply.message !== words[verdict] && <Markdown inline text={reply.message} />}{' '}
        {citation && verdict !== 'not_yet' && (
          <Button look="quiet" className="feedback-why" aria-label={`${strings.check.why} ${strings.cite.open(citation.n, citation.title)}`} onClick={(event) => onCite(citation, event.currentTarget)}>
            {strings.check.why}
          </Button>
        )}
      </p>
      {showRight && <p>{strings.check.answerIs} <strong><Markdown inline text={right} /></strong>{check.unit && ` ${check.unit}`}</p>}
      {explanation && verdict !== 'not_yet' && <CitedText text={explanation} onCite={onCite} />}
    </div>
  );
}
