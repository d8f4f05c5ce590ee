import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { announce } from '~/ui/announce';
import { Button, buttonClass } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Skeleton } from '~/ui/skeleton';
import { sayTime } from '../admin/reading';
import './notices.css';
import { markRead, type Notice, noticesQuery } from './queries';
import { NoticeSettings } from './notice_settings';
import { words } from './strings';

// What a person was told, and what they want to be told.
export const NoticesSection = () => (
  <section className="section" aria-labelledby="notices">
    <h2 id="notices">{words.title}</h2>
    <NoticeList />
    <NoticeSettings />
  </section>
);

function NoticeList() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(noticesQuery);
  if (error) return <Failure title={words.failed} error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={2} />;
  const notices = data.pages.flatMap((page) => page.notices);
  const unread = data.pages[0]?.unread ?? 0;
  if (!notices[0]) return <p className="muted">{words.none}</p>;
  return (
    <>
      {unread > 0 && <Unread count={unread} newest={notices[0].id} />}
      <ul role="list" className="notices card" aria-label={words.title}>
        {notices.map((notice) => <Row key={notice.id} notice={notice} />)}
      </ul>
      {hasNextPage && <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>{words.older}</Button>}
    </>
  );
}

function Unread({ count, newest }: { count: number; newest: string }) {
  const queries = useQueryClient();
  const mark = useMutation({
    mutationFn: () => markRead(newest),
    onSuccess: ({ unread }) => {
      announce(words.unread(unread));
      return queries.invalidateQueries(noticesQuery);
    },
  });
  return (
    <>
      <div className="row"><span className="tag tag-ok">{words.unread(count)}</span><Button look="quiet" disabled={mark.isPending} onClick={() => mark.mutate()}>{words.readAll}</Button></div>
      {mark.error && <Failure title={words.settings.notSaved} error={mark.error} />}
    </>
  );
}

const Row = ({ notice: { title, text, path, made_at, read } }: { notice: Notice }) => (
  <li>
    <div className="notice-words">
      <strong>{title}</strong> {!read && <span className="tag tag-ok">{words.fresh}</span>}
      <p>{text}</p>
      <p className="small muted">{sayTime(made_at)}</p>
    </div>
    {path && <a href={path} className={buttonClass('quiet')} aria-label={`${words.open}: ${title}`}>{words.open}</a>}
  </li>
);
