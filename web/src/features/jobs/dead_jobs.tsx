import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { announce } from '~/ui/announce';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Skeleton } from '~/ui/skeleton';
import { sayTime } from '../admin/reading';
import { deadQuery, discardJob, type Job, retryJob } from './queries';
import { words } from './strings';

export function DeadJobs() {
  const { data, error, refetch } = useQuery(deadQuery);
  return (
    <section className="section" aria-labelledby="dead">
      <h2 id="dead">{words.dead.title}</h2>
      <p className="muted">{words.dead.lead}</p>
      {!data && !error && <Skeleton lines={2} />}
      {error && <Failure title={words.failed} error={error} onRetry={() => void refetch()} />}
      {data?.dead.length === 0 && <p className="desk-none muted">{words.dead.none}</p>}
      <ul role="list" className="dead-jobs" aria-label={words.dead.title}>
        {data?.dead.map((job) => <DeadJob key={job.id} job={job} />)}
      </ul>
      {data?.before && <p className="small muted">{words.dead.more(data.dead.length)}</p>}
    </section>
  );
}

function DeadJob({ job: { id, kind, reason, runs, ended_at } }: { job: Job }) {
  const all = useQueryClient();
  const act = useMutation({
    mutationFn: async ({ deed, said }: { deed: (id: string) => Promise<unknown>; said: string }) => {
      await deed(id);
      announce(said);
    },
    onSettled: () => all.invalidateQueries({ queryKey: ['jobs'] }),
  });
  return (
    <li className="dead-job card pad">
      <p><strong>{reason}</strong></p>
      <p className="small muted">{kind}, {words.dead.tried(runs)}{ended_at && `, ${sayTime(ended_at)}`}</p>
      <code className="small">{id}</code>
      <div className="row">
        <Button disabled={act.isPending} aria-label={words.dead.retryOne(kind, id)} onClick={() => act.mutate({ deed: retryJob, said: words.dead.retried })}>{words.dead.retry}</Button>
        <Button look="quiet" disabled={act.isPending} aria-label={words.dead.discardOne(kind, id)} onClick={() => act.mutate({ deed: discardJob, said: words.dead.discarded })}>{words.dead.discard}</Button>
      </div>
      {act.error && <Failure title={words.notDone} error={act.error} />}
    </li>
  );
}
