import { useQuery } from '@tanstack/react-query';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Skeleton } from '~/ui/skeleton';
import { DeadLetters } from './dead_letters';
import { Desk } from './desk';
import { type Place, placeQuery } from './etl';
import { Number } from './number';
import { sayTime } from './reading';
import { words } from './strings';
import { type Probe, type Step, useProbe } from './use_probe';

type Kind = 'streaming' | 'incremental';
const stepsOf: Record<Kind, readonly Step[]> = { streaming: ['sent', 'stored', 'flat'], incremental: ['sent', 'stored', 'checked'] };
const patience: Record<Kind, number> = { streaming: 10_000, incremental: 300_000 };

export const StreamingPage = () => <EtlPage kind="streaming" />;
export const IncrementalPage = () => <EtlPage kind="incremental" />;

const EtlPage = ({ kind }: { kind: Kind }) => (
  <Desk title={words.etl[kind]} lead={kind === 'streaming' ? words.etl.streamingLead : words.etl.incrementalLead}>
    <Now kind={kind} />
    <Test key={kind} kind={kind} />
    {kind === 'streaming' && <DeadLetters />}
  </Desk>
);

function Now({ kind }: { kind: Kind }) {
  const { data, error, refetch } = useQuery(placeQuery);
  if (error) return <Failure title={words.etl.failed} error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={4} />;
  return (
    <section className="card pad stack" aria-label={words.etl.lag}>
      <Verdict place={data} kind={kind} />
      <dl className="numbers">
        <Number label={words.etl.lag}>{data.lag_seconds.toFixed(1)} s</Number>
        <Number label={words.etl.mode}>{data.etl_mode}</Number>
        <Number label={words.etl.checked}>{data.checked_through ? sayTime(data.checked_through) : words.etl.never}</Number>
        <Number label={words.etl.stored}><At place={data.stored} /></Number>
        <Number label={words.etl.flat}><At place={data.flat} /></Number>
      </dl>
    </section>
  );
}

const At = ({ place }: { place: Place['stored'] | undefined }) =>
  place ? <>{sayTime(place.stored)} <code className="small muted">{place.id}</code></> : <>{words.etl.nothing}</>;

function Verdict({ place: { etl_mode, lag_seconds }, kind }: { place: Place; kind: Kind }) {
  const runs = etl_mode === 'both' || etl_mode === kind;
  if (!runs) return <p className="verdict is-warn">{words.etl.off(etl_mode)}</p>;
  return <p className={lag_seconds > 2 ? 'verdict is-warn' : 'verdict is-ok'}>{lag_seconds > 2 ? words.etl.late(lag_seconds) : words.etl.good}</p>;
}

function Test({ kind }: { kind: Kind }) {
  const { probe, run, running } = useProbe(stepsOf[kind], patience[kind]);
  return (
    <section className="section" aria-labelledby="test">
      <h2 id="test">{words.etl.test}</h2>
      <div className="card pad stack">
        <p className="muted">{words.etl.testText}</p>
        <div className="row"><Button look="primary" disabled={running} onClick={() => void run()}>{running ? words.etl.testing : words.etl.testButton}</Button></div>
        {probe?.error !== undefined && <Failure title={words.etl.testFailed} error={probe.error} />}
        {probe && probe.error === undefined && <Way probe={probe} steps={stepsOf[kind]} />}
      </div>
    </section>
  );
}

const Way = ({ probe: { reached, over }, steps }: { probe: Probe; steps: readonly Step[] }) => (
  <>
    <ol role="list" className="way">
      {steps.map((step) => {
        const at = reached[step];
        return (
          <li key={step} className={at === undefined ? '' : 'is-reached'}>
            <span>{words.etl.steps[step]}</span>
            <span className="small">{at === undefined ? words.etl.waiting : words.etl.ms(at)}</span>
          </li>
        );
      })}
    </ol>
    {over && steps.some((step) => reached[step] === undefined) && <p role="status">{words.etl.tooLate}</p>}
  </>
);
