import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { passageQuery } from '~/api/queries';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Icon } from '~/ui/icons';
import { Markdown } from '~/ui/markdown/markdown';
import { prefersReducedMotion } from '~/ui/motion';
import { Skeleton } from '~/ui/skeleton';
import { strings } from '~/ui/strings';
import './passage.css';

type Props = { id: string; quote?: { start: number; end: number }; onGo(id: string): void };

// One passage with its place in the course, the quoted words marked, and the way to its neighbours.
export function PassageBody({ id, quote, onGo }: Props) {
  const { data, error, refetch } = useQuery(passageQuery(id));
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!data || !quote) return;
    const timer = setTimeout(() => box.current?.querySelector('mark')?.scrollIntoView({ block: 'nearest', behavior: prefersReducedMotion() ? 'auto' : 'smooth' }), 120);
    return () => clearTimeout(timer);
  }, [data, quote]);
  if (error) return <Failure title={strings.cite.failed} error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={5} />;
  return (
    <div className="passage" ref={box}>
      <p className="small muted">{[...data.path, data.page && strings.cite.page(data.page)].filter(Boolean).join(' › ')}</p>
      <Markdown text={data.text} quote={quote} />
      <nav className="row passage-nav" aria-label={strings.cite.passage}>
        <Button disabled={!data.previous_id} onClick={() => data.previous_id && onGo(data.previous_id)} look="icon" aria-label={strings.cite.previous} title={strings.cite.previous}>
          <Icon name="back" />
        </Button>
        <Button disabled={!data.next_id} onClick={() => data.next_id && onGo(data.next_id)} look="icon" aria-label={strings.cite.next} title={strings.cite.next}>
          <Icon name="forward" />
        </Button>
      </nav>
    </div>
  );
}
