import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Skeleton } from '~/ui/skeleton';
import { discardLetter, lettersQuery, retryLetter } from './etl';
import { sayTime } from './reading';
import { words } from './strings';

export function DeadLetters() {
  const { data, error, refetch } = useQuery(lettersQuery);
  const all = useQueryClient();
  const act = useMutation({ mutationFn: (deed: () => Promise<unknown>) => deed(), onSettled: () => all.invalidateQueries(lettersQuery) });
  return (
    <section className="section" aria-labelledby="letters">
      <h2 id="letters">{words.etl.letters}</h2>
      <p className="muted">{words.etl.lettersLead}</p>
      {!data && !error && <Skeleton lines={2} />}
      {error && <Failure title={words.etl.failed} error={error} onRetry={() => void refetch()} />}
      {act.error && <Failure title={words.forwarding.notDone} error={act.error} />}
      {data?.length === 0 && <p className="desk-none muted">{words.etl.noLetters}</p>}
      <ul role="list" className="letters" aria-label={words.etl.letters}>
        {data?.map((letter) => (
          <li key={letter.id} className="letter card pad">
            <p><strong>{letter.reason}</strong></p>
            <p className="small muted">{sayTime(letter.failed_at)}, {words.etl.key(letter.key)}, {letter.version}</p>
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <pre className="raw" tabIndex={0} aria-label={letter.statement_id}>{letter.statement}</pre>
            <div className="row">
              <Button aria-label={words.etl.retryOne(letter.statement_id)} onClick={() => act.mutate(() => retryLetter(letter.id))}>{words.etl.retry}</Button>
              <Button look="quiet" aria-label={words.etl.discardOne(letter.statement_id)} onClick={() => act.mutate(() => discardLetter(letter.id))}>{words.etl.discard}</Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
