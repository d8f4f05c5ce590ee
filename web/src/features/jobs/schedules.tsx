import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { announce } from '~/ui/announce';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Skeleton } from '~/ui/skeleton';
import { sayTime } from '../admin/reading';
import { runSchedule, type Schedule, schedulesQuery, type Slot } from './queries';
import { words as all } from './strings';

const words = all.schedules;

export function Schedules() {
  const { data, error, refetch } = useQuery(schedulesQuery);
  return (
    <section className="section" aria-labelledby="schedules">
      <h2 id="schedules">{words.title}</h2>
      <p className="muted">{words.lead}</p>
      {!data && !error && <Skeleton lines={4} />}
      {error && <Failure title={all.failed} error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <p className="desk-none muted">{words.none}</p>}
      <ul role="list" className="schedules" aria-label={words.title}>
        {data?.map((schedule) => <Row key={schedule.name} schedule={schedule} />)}
      </ul>
    </section>
  );
}

function Row({ schedule: { name, cron, zone, next_at, history } }: { schedule: Schedule }) {
  const queries = useQueryClient();
  const run = useMutation({
    mutationFn: () => runSchedule(name),
    onSuccess: () => {
      announce(words.started(name));
      return queries.invalidateQueries({ queryKey: ['jobs'] });
    },
  });
  return (
    <li className="schedule card pad">
      <div className="schedule-head">
        <h3>{name}</h3>
        <Button look="quiet" disabled={run.isPending} aria-label={words.runOne(name)} onClick={() => run.mutate()}>{words.run}</Button>
      </div>
      <p className="small muted"><code>{cron}</code> {zone}. {words.next}: {sayTime(next_at)}</p>
      {history.length === 0 ? <p className="small muted">{words.never}</p> : <Slots name={name} slots={history.slice(0, 5)} />}
      {run.error && <Failure title={all.notDone} error={run.error} />}
    </li>
  );
}

const Slots = ({ name, slots }: { name: string; slots: Slot[] }) => (
  <ul role="list" className="slots" aria-label={words.history(name)}>
    {slots.map((slot) => <li key={slot.slot} className={`slot is-${slot.state ?? 'ready'}`}>{say(slot)}</li>)}
  </ul>
);

const say = ({ slot, cause, state = 'ready', started_at, ended_at, reason }: Slot) =>
  [
    `${sayTime(slot)} ${words.causes[cause] ?? cause}`,
    words.states[state] ?? state,
    state === 'done' && started_at && ended_at && words.took(Date.parse(ended_at) - Date.parse(started_at)),
    state !== 'done' && reason,
  ].filter(Boolean).join(', ');
