import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { announce } from '~/ui/announce';
import { Failure } from '~/ui/failure';
import { Skeleton } from '~/ui/skeleton';
import { sayTime } from '../admin/reading';
import { type Consent, consentsQuery, decide } from './privacy_queries';
import { words } from './privacy_words';

export function Consents() {
  const { data, error, refetch } = useQuery(consentsQuery);
  if (error) return <Failure title={words.consentsFailed} error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={4} />;
  return (
    <>
      <p className="muted">{words.consentsText}</p>
      <ul role="list" className="consents card" aria-label={words.consents}>
        {data.consents.map((consent) => <Row key={consent.kind} consent={consent} />)}
      </ul>
    </>
  );
}

function Row({ consent: { kind, version, title, text, given, decided_at } }: { consent: Consent }) {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (next: boolean) => decide(kind, version, next),
    onSuccess: (reply, next) => {
      announce(words.saved(title, next));
      queries.setQueryData(consentsQuery.queryKey, reply);
    },
  });
  return (
    <li>
      <label className="consent">
        <input type="checkbox" checked={change.isPending ? change.variables : given} disabled={change.isPending} aria-describedby={`consent-${kind}`} onChange={(event) => change.mutate(event.target.checked)} />
        <strong>{title}</strong>
      </label>
      <p id={`consent-${kind}`}>{text} <span className="muted small">{decided_at ? words.decided(given, sayTime(decided_at)) : words.notDecided}</span></p>
      {change.error && <Failure title={words.notSaved} error={change.error} />}
    </li>
  );
}
