import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Skeleton } from '~/ui/skeleton';
import { Desk } from '../admin/desk';
import './account.css';
import { Field } from './field';
import { usersQuery } from './queries';
import { RoleSelect } from './role_select';
import { words as all } from './strings';
import { UserRow } from './user_row';

const words = all.users;

export const UsersPage = () => (
  <Desk title={words.title} lead={words.lead}>
    <Users />
  </Desk>
);

function Users() {
  const [typed, setTyped] = useState('');
  const [role, setRole] = useState('');
  const q = useDeferredValue(typed);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({ ...usersQuery(q, role), placeholderData: (before) => before });
  const users = data?.pages.flatMap((page) => page.users);
  return (
    <>
      <search className="user-search">
        <Field label={words.search} type="search" value={typed} autoComplete="off" spellCheck={false} onChange={setTyped} />
        <RoleSelect label={words.role} value={role} every={words.anyRole} onChange={setRole} />
      </search>
      {!users && !error && <Skeleton lines={4} />}
      {error && <Failure title={words.failed} error={error} onRetry={() => void refetch()} />}
      {users?.length === 0 && <p className="desk-none muted">{q || role ? words.noneFits : words.none}</p>}
      {users && users.length > 0 && (
        <ul role="list" className="users card" aria-label={words.list}>
          {users.map((user) => <UserRow key={user.id} user={user} />)}
        </ul>
      )}
      {hasNextPage && <p className="user-more"><Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>{words.more}</Button></p>}
    </>
  );
}
