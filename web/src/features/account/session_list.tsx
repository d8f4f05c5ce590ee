import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { announce } from '~/ui/announce';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Skeleton } from '~/ui/skeleton';
import { sayTime } from '../admin/reading';
import { agentName } from './agent_name';
import { endSession, type OpenSession, sessionsQuery } from './queries';
import { words as all } from './strings';

const words = all.account;

export function SessionList() {
  const { data, error, refetch } = useQuery(sessionsQuery);
  if (error) return <Failure title={words.sessionsFailed} error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={2} />;
  return (
    <ul role="list" className="sessions card" aria-label={words.sessions}>
      {data.map((session) => <Row key={session.id} session={session} />)}
    </ul>
  );
}

function Row({ session: { id, kind, agent, seen_at, current } }: { session: OpenSession }) {
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () => endSession(id),
    onSuccess: () => {
      announce(words.ended);
      return queries.invalidateQueries(sessionsQuery);
    },
  });
  const what = agentName(agent) ?? words.unknown;
  return (
    <li>
      <div className="session-agent" title={agent}>
        <strong>{what}</strong> <span className="tag">{words.kinds[kind] ?? kind}</span>
        <div className="small muted">{words.seen(sayTime(seen_at))}</div>
      </div>
      {current ? <span className="tag tag-ok">{words.here}</span> : <Button look="quiet" disabled={end.isPending} aria-label={words.endOne(what)} onClick={() => end.mutate()}>{words.end}</Button>}
      {end.error && <Failure title={words.notEnded} error={end.error} />}
    </li>
  );
}
