import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { announce } from '~/ui/announce';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Skeleton } from '~/ui/skeleton';
import { sayDate } from '../admin/reading';
import { canPush, forgetBrowser, type PushBrowser, pushQuery, turnOff, turnOn } from './push';
import { words as all } from './strings';
import { Switch } from './switch';

const words = all.push;

// Notices in this browser, and in others of this person.
export function BrowserPush() {
  const { data, error, refetch } = useQuery(pushQuery);
  return (
    <>
      <h3 id="notice-push">{words.title}</h3>
      {error && <Failure title={words.failed} error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={2} />}
      {data && (
        <div className="card pad stack" role="group" aria-labelledby="notice-push">
          {canPush() ? <Here id={data.here?.id} serverKey={data.key ?? ''} /> : <p>{words.cannot}</p>}
          {data.others.length > 0 && <Others browsers={data.others} />}
        </div>
      )}
    </>
  );
}

function Here({ id, serverKey }: { id: string | undefined; serverKey: string }) {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: () => (id ? turnOff(id) : turnOn(serverKey)),
    onSuccess: async () => {
      await queries.invalidateQueries(pushQuery);
      announce(id ? words.isOff : words.isOn);
    },
  });
  return (
    <>
      <Switch label={words.here} hint={words.hint} on={id !== undefined} disabled={change.isPending} onChange={() => change.mutate()} />
      {change.error && <Failure title={id ? words.stillOn : words.stillOff} error={change.error} />}
    </>
  );
}

function Others({ browsers }: { browsers: PushBrowser[] }) {
  const queries = useQueryClient();
  const remove = useMutation({ mutationFn: forgetBrowser, onSuccess: () => queries.invalidateQueries(pushQuery) });
  return (
    <>
      <ul role="list" className="notices" aria-label={words.others}>
        {browsers.map(({ id, endpoint, made_at }) => {
          const name = words.other(new URL(endpoint).host, sayDate(made_at));
          return <li key={id}><span className="notice-words">{name}</span><Button look="quiet" disabled={remove.isPending} aria-label={`${words.remove}: ${name}`} onClick={() => remove.mutate(id)}>{words.remove}</Button></li>;
        })}
      </ul>
      {remove.error && <Failure title={words.notRemoved} error={remove.error} />}
    </>
  );
}
