import { useQuery } from '@tanstack/react-query';
import { Failure } from '~/ui/failure';
import { Skeleton } from '~/ui/skeleton';
import { jobsQuery, type KindCounts } from './queries';
import { words } from './strings';

const states = ['ready', 'waiting', 'running', 'done', 'dead', 'discarded'] as const;

// Kinds against states; dead ones stand out.
export function QueueTable() {
  const { data, error, refetch } = useQuery(jobsQuery);
  return (
    <section className="section" aria-labelledby="queue">
      <h2 id="queue">{words.queue.title}</h2>
      {!data && !error && <Skeleton lines={3} />}
      {error && <Failure title={words.failed} error={error} onRetry={() => void refetch()} />}
      {data?.kinds.length === 0 && <p className="desk-none muted">{words.queue.none}</p>}
      {data && data.kinds.length > 0 && <Kinds kinds={data.kinds} />}
    </section>
  );
}

const Kinds = ({ kinds }: { kinds: KindCounts[] }) => (
  // Wider than a telephone: it scrolls by itself, by the keyboard too.
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
  <div className="job-table card" tabIndex={0} role="region" aria-label={words.queue.table}>
    <table>
      <thead>
        <tr>
          <th scope="col">{words.queue.kind}</th>
          {states.map((state) => <th key={state} scope="col" className="is-number">{words.queue.states[state]}</th>)}
        </tr>
      </thead>
      <tbody>
        {kinds.map((counts) => (
          <tr key={counts.kind}>
            <th scope="row">{counts.kind}</th>
            {states.map((state) => <td key={state} className={state === 'dead' && counts.dead > 0 ? 'is-number is-bad' : 'is-number'}>{counts[state].toLocaleString()}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
