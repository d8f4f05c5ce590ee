import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Icon } from '~/ui/icons';
import { Skeleton } from '~/ui/skeleton';
import { Desk } from './desk';
import { FilterForm } from './filter_form';
import type { Filters } from './search';
import { StatementRow } from './statement_row';
import { StatementSheet } from './statement_sheet';
import { words } from './strings';
import { useFollow, useStatements } from './use_statements';

export function StatementsPage() {
  const [following, setFollowing] = useState(false);
  return (
    <Desk title={words.statements.title} lead={words.statements.lead} aside={<FollowButton on={following} toggle={() => setFollowing(!following)} />}>
      <Browser following={following} />
    </Desk>
  );
}

const FollowButton = ({ on, toggle }: { on: boolean; toggle(): void }) => (
  <Button aria-pressed={on} className={on ? 'is-live' : ''} onClick={toggle}>
    <Icon name={on ? 'pause' : 'play'} />
    {on ? words.statements.following : words.statements.follow}
  </Button>
);

function Browser({ following }: { following: boolean }) {
  const { id, ...filters } = useSearch({ from: '/ui/admin/statements' });
  const navigate = useNavigate({ from: '/ui/admin/statements' });
  const show = (next: Filters) => void navigate({ search: next, resetScroll: false });
  const open = (one?: string) => void navigate({ search: { ...filters, id: one }, resetScroll: false });
  const list = useStatements(filters);
  useFollow(filters, following && list.isSuccess);
  return (
    <>
      <FilterForm filters={filters} shown={list.statements ?? []} onChange={show} />
      {list.isPending && <Skeleton lines={8} />}
      {list.error && <Failure title={words.statements.failed} error={list.error} onRetry={() => void list.refetch()} />}
      {list.statements && <List list={list} filtered={Object.values(filters).some(Boolean)} onOpen={open} />}
      <StatementSheet id={id} onClose={() => open()} onOnly={(more) => show({ ...filters, ...more })} />
    </>
  );
}

function List({ list, filtered, onOpen }: { list: ReturnType<typeof useStatements>; filtered: boolean; onOpen(id: string): void }) {
  const statements = list.statements ?? [];
  if (statements.length === 0) return <p className="desk-none muted">{filtered ? words.statements.noneFits : words.statements.none}</p>;
  return (
    <>
      <p className="small muted">{words.statements.shown(statements.length, list.hasNextPage)}</p>
      <ul role="list" className="statements card" aria-label={words.statements.list}>
        {statements.map((one) => <StatementRow key={one.id} statement={one} onOpen={() => onOpen(one.id)} />)}
      </ul>
      {list.hasNextPage && (
        <Button onClick={() => void list.fetchNextPage()} disabled={list.isFetchingNextPage}>
          <Icon name="down" />
          {words.statements.older}
        </Button>
      )}
    </>
  );
}
