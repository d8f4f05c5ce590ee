import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '~/ui/announce';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Field } from './field';
import { ForwardForm } from './forward_form';
import { changeForward, type Forward, forwardsQuery, pauseForward, refusedQuery, removeForward, replayForward, resumeForward, retryRefused } from './moves';
import { Number } from './number';
import { sayTime } from './reading';
import { words } from './strings';
import { Sure } from './sure';

const looks: Record<string, string> = { running: 'tag tag-ok', waiting: 'tag tag-warn' };

export function ForwardCard({ forward }: { forward: Forward }) {
  const [open, setOpen] = useState<'remove' | 'replay' | 'refused' | 'change'>();
  const all = useQueryClient();
  const act = useMutation({
    mutationFn: (deed: () => Promise<unknown>) => deed(),
    onSuccess: () => {
      setOpen(undefined);
      return all.invalidateQueries(forwardsQuery);
    },
  });
  const toggle = (one: typeof open) => setOpen((now) => (now === one ? undefined : one));
  const paused = forward.state === 'paused';
  return (
    <li className="forward card pad">
      <div className="forward-head">
        <h3>{forward.label}</h3>
        <span className="tag">{words.forwarding.kinds[forward.kind]}</span>
        <span className={looks[forward.state] ?? 'tag'}>{words.forwarding.states[forward.state] ?? forward.state}</span>
      </div>
      <p className="forward-url small muted">{forward.url}</p>
      <Numbers forward={forward} />
      <div className="row">
        <Button onClick={() => act.mutate(() => (paused ? resumeForward(forward.id) : pauseForward(forward.id)))}>{paused ? words.forwarding.resume : words.forwarding.pause}</Button>
        <Button aria-expanded={open === 'replay'} onClick={() => toggle('replay')}>{words.forwarding.replay}</Button>
        {forward.refused > 0 && <Button aria-expanded={open === 'refused'} onClick={() => toggle('refused')}>{words.forwarding.letters}</Button>}
        <Button aria-expanded={open === 'change'} aria-label={words.forwarding.changeOne(forward.label)} onClick={() => toggle('change')}>{words.forwarding.change}</Button>
        <Button look="quiet" aria-label={words.forwarding.removeOne(forward.label)} onClick={() => toggle('remove')}>{words.forwarding.remove}</Button>
      </div>
      {act.error && <Failure title={words.forwarding.notDone} error={act.error} />}
      {open === 'replay' && <Replay label={forward.label} onReplay={(since) => act.mutate(() => replayForward(forward.id, since))} />}
      {open === 'refused' && <Refused id={forward.id} />}
      {open === 'change' && (
        <div className="forward-more">
          <ForwardForm of={forward} button={words.forwarding.save} failed={words.forwarding.notChanged} onSubmit={(wanted) => changeForward(forward.id, wanted).then(() => setOpen(undefined))} />
        </div>
      )}
      {open === 'remove' && (
        <Sure label={words.forwarding.removeOne(forward.label)} text={words.forwarding.removeText} yes={words.forwarding.removeNow} no={words.forwarding.keep} onNo={() => setOpen(undefined)} onYes={() => act.mutate(() => removeForward(forward.id))} />
      )}
    </li>
  );
}

function Numbers({ forward: { lag, delivered, refused, delivered_at, last_error, retry_at, filter: { verbs = [] } } }: { forward: Forward }) {
  return (
    <dl className="numbers">
      <Number label={words.forwarding.lag}>{lag.statements === 0 ? words.forwarding.upToDate : words.forwarding.behind(lag.statements, lag.seconds)}</Number>
      <Number label={words.forwarding.delivered}>{delivered.toLocaleString()}</Number>
      <Number label={words.forwarding.refused}>{refused.toLocaleString()}</Number>
      {delivered_at && <Number label={words.forwarding.last}>{sayTime(delivered_at)}</Number>}
      {verbs.length > 0 && <Number label={words.forwarding.only}>{verbs.map((verb) => verb.split('/').pop()).join(', ')}</Number>}
      {last_error && (
        <div className="is-wide">
          <dt>{words.forwarding.error}</dt>
          <dd>{last_error}{retry_at && ` · ${words.forwarding.again(sayTime(retry_at))}`}</dd>
        </div>
      )}
    </dl>
  );
}

function Replay({ label, onReplay }: { label: string; onReplay(since?: string): void }) {
  const [since, setSince] = useState('');
  return (
    <div className="forward-more stack" role="group" aria-label={words.forwarding.replayOne(label)}>
      <p>{words.forwarding.replayText}</p>
      <Field label={words.forwarding.replayAfter} type="datetime-local" value={since} onChange={setSince} />
      <div className="row"><Button onClick={() => onReplay(since ? new Date(since).toISOString() : undefined)}>{words.forwarding.replayNow}</Button></div>
    </div>
  );
}

function Refused({ id }: { id: string }) {
  const { data, error } = useQuery(refusedQuery(id));
  const all = useQueryClient();
  const retry = useMutation({
    mutationFn: () => retryRefused(id),
    onSuccess: ({ retried }) => {
      announce(words.forwarding.retried(retried));
      return all.invalidateQueries(forwardsQuery);
    },
  });
  return (
    <div className="forward-more stack">
      {error && <Failure title={words.forwarding.notDone} error={error} />}
      <ul role="list" className="stack">
        {data?.map((letter) => (
          <li key={letter.statement_id} className="letter">
            <code className="small">{letter.statement_id}</code>
            <span>{words.forwarding.status(letter.status)}: {letter.reason}</span>
            <span className="small muted">{sayTime(letter.at)}</span>
          </li>
        ))}
      </ul>
      <div className="row"><Button disabled={retry.isPending} onClick={() => retry.mutate()}>{words.forwarding.retryAll}</Button></div>
      {retry.data && <p role="status">{words.forwarding.retried(retry.data.retried)}</p>}
    </div>
  );
}
