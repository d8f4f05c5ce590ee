import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Skeleton } from '~/ui/skeleton';
import { Desk } from '../admin/desk';
import './notices.css';
import { previewQuery, type Reminder } from './queries';
import { words as all } from './strings';

const words = all.preview;

export const RemindersPage = () => (
  <Desk title={words.title} lead={words.lead}>
    <Preview />
  </Desk>
);

function Preview() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(previewQuery);
  if (error) return <Failure title={words.failed} error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={4} />;
  const reminders = data.pages.flatMap((page) => page.reminders);
  const [first] = data.pages;
  return (
    <>
      <p className="muted">{words.schedule(first?.at ?? '')}</p>
      {!first?.mail && <p>{words.noMail}</p>}
      {reminders.length === 0 && !hasNextPage && <p>{words.none}</p>}
      {reminders.length > 0 && <ul role="list" className="notices card" aria-label={words.list}>{reminders.map((one) => <Row key={one.user} reminder={one} />)}</ul>}
      {hasNextPage && <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>{words.more}</Button>}
    </>
  );
}

const Row = ({ reminder: { name, title, text, mail, date } }: { reminder: Reminder }) => (
  <li>
    <div className="notice-words">
      <strong>{name}</strong>
      <p>{title}</p>
      <p className="small muted">{text}</p>
    </div>
    <span className="tag" title={date}>{words.mail[mail] ?? mail}</span>
  </li>
);
