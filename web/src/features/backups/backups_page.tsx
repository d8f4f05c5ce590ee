import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { announce } from '~/ui/announce';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Skeleton } from '~/ui/skeleton';
import { Desk } from '../admin/desk';
import { sayTime } from '../admin/reading';
import './backups.css';
import { type Backup, backupsQuery, type Kept, makeBackup, verifyBackup, type Work } from './queries';
import { sayBytes, words } from './strings';

export const BackupsPage = () => (
  <Desk title={words.title} lead={words.lead}>
    <Backups />
  </Desk>
);

function Backups() {
  const { data, error, refetch } = useQuery(backupsQuery);
  if (error) return <Failure title={words.failed} error={error} onRetry={() => void refetch()} />;
  return data ? <Shown {...data} /> : <Skeleton lines={5} />;
}

function useWork<Given = void>(start: (given: Given) => Promise<unknown>, said: (given: Given) => string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: start,
    onSuccess: (_, given) => {
      announce(said(given));
      return queries.invalidateQueries({ queryKey: ['backups'] });
    },
  });
}

function Shown({ schedule, backups, work }: Kept) {
  const make = useWork(makeBackup, () => words.making);
  return (
    <>
      <div className="backup-head">
        <p className="muted">{words.by(schedule)}</p>
        <Button look="primary" disabled={make.isPending} onClick={() => make.mutate()}>{words.make}</Button>
      </div>
      {make.error && <Failure title={words.notDone} error={make.error} />}
      {backups.length === 0 && <p className="desk-none muted">{words.none}</p>}
      <ul role="list" className="backups" aria-label={words.list}>
        {backups.map((backup) => <Row key={backup.name} backup={backup} />)}
      </ul>
      {work.length > 0 && <Done work={work} />}
    </>
  );
}

function Row({ backup: { name, made_at, engine, bytes, rows, tables, checked_at, whole, flaw } }: { backup: Backup }) {
  const verify = useWork(verifyBackup, words.verifying);
  return (
    <li className="backup card pad">
      <div className="backup-head">
        <h2>{sayTime(made_at)}</h2>
        <span className={`tag ${whole === undefined ? '' : whole ? 'tag-ok' : 'tag-bad'}`}>{whole === undefined ? words.unchecked : whole ? words.whole(sayTime(checked_at ?? '')) : words.broken}</span>
        <Button look="quiet" disabled={verify.isPending} aria-label={words.verifyOne(name)} onClick={() => verify.mutate(name)}>{words.verify}</Button>
      </div>
      <p className="small muted">{engine}, {sayBytes(bytes)}, {words.holds(rows, tables)}</p>
      <code className="small">{name}</code>
      {flaw && <p className="is-bad">{flaw}</p>}
      {verify.error && <Failure title={words.notDone} error={verify.error} />}
    </li>
  );
}

const Done = ({ work }: { work: Work[] }) => (
  <section className="section" aria-labelledby="work">
    <h2 id="work">{words.work}</h2>
    <ul role="list">
      {work.map(({ kind, state, at, reason }, i) => (
        <li key={i} className={state === 'dead' ? 'is-bad' : undefined}>
          {[sayTime(at), words.kinds[kind] ?? kind, words.states[state] ?? state, state !== 'done' && reason].filter(Boolean).join(', ')}
        </li>
      ))}
    </ul>
  </section>
);
