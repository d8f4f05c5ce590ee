import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { announce } from '~/ui/announce';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Skeleton } from '~/ui/skeleton';
import { sayDate } from '../admin/reading';
import { LinkMore } from './link_more';
import { linksQuery, unlink, type WayIn } from './queries';
import { words as all } from './strings';

const words = all.issuers;

// Where the owner of the account may sign in beside here.
export function LinkList({ hasPassword }: { hasPassword: boolean }) {
  const { data, error, refetch } = useQuery(linksQuery);
  if (error) return <Failure title={words.linksFailed} error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={2} />;
  return (
    <div className="stack">
      {data.length === 0 && <p className="muted">{words.none}</p>}
      {data.length > 0 && (
        <ul role="list" className="sessions card" aria-label={words.links}>
          {data.map((link) => <Row key={link.id} link={link} />)}
        </ul>
      )}
      <LinkMore hasPassword={hasPassword} links={data} />
    </div>
  );
}

function Row({ link: { id, label, linked_at, issuer_id } }: { link: WayIn }) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => unlink(id),
    onSuccess: () => {
      announce(words.unlinked);
      return queries.invalidateQueries(linksQuery);
    },
  });
  return (
    <li>
      <div className="session-agent">
        <strong>{label}</strong>
        <div className="small muted">{words.since(sayDate(linked_at))}</div>
        {!issuer_id && <div className="small">{words.gone}</div>}
      </div>
      <Button look="quiet" disabled={remove.isPending} aria-label={words.unlinkOne(label)} onClick={() => remove.mutate()}>{words.unlink}</Button>
      {remove.error && <Failure title={words.notUnlinked} error={remove.error} />}
    </li>
  );
}
