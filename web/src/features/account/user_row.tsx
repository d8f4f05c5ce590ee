import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '~/ui/announce';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { sayDate, sayTime } from '../admin/reading';
import { Sure } from '../admin/sure';
import { disable, enable, giveRole, type User } from './queries';
import { RoleSelect } from './role_select';
import { words as all } from './strings';

const words = all.users;

export function UserRow({ user: { id, name, email, role, disabled, created_at, seen_at } }: { user: User }) {
  const [asked, setAsked] = useState(false);
  const queries = useQueryClient();
  const renew = () => queries.invalidateQueries({ queryKey: ['users'] });
  const give = useMutation({
    mutationFn: (to: string) => giveRole(id, to),
    onSuccess: (now) => {
      announce(words.given(name, all.account.roles[now.role] ?? now.role));
      return renew();
    },
  });
  const close = useMutation({
    mutationFn: (shut: boolean) => (shut ? disable(id) : enable(id)),
    onSuccess: () => {
      setAsked(false);
      return renew();
    },
  });
  return (
    <li>
      <div className="user-name">
        <strong>{name}</strong>
        <span className="small muted">{words.since(sayDate(created_at))}, {seen_at ? words.seen(sayTime(seen_at)) : words.never}</span>
      </div>
      <span className="session-agent small">{email}</span>
      <RoleSelect label={words.roleOf(name)} hidden value={give.isPending ? give.variables : role} disabled={give.isPending} onChange={give.mutate} />
      <div className="row user-state">
        {disabled && <span className="tag tag-bad">{words.disabled}</span>}
        {disabled && <Button look="quiet" disabled={close.isPending} aria-label={words.enableOne(name)} onClick={() => close.mutate(false)}>{words.enable}</Button>}
        {!disabled && !asked && <Button look="quiet" aria-label={words.disableOne(name)} onClick={() => setAsked(true)}>{words.disable}</Button>}
      </div>
      {asked && <Sure label={words.disableOne(name)} text={words.disableSure(name)} yes={words.disableYes} no={words.disableNo} busy={close.isPending} onYes={() => close.mutate(true)} onNo={() => setAsked(false)} />}
      {give.error && <Failure title={words.notGiven} error={give.error} />}
      {close.error && <Failure title={words.notDone} error={close.error} />}
    </li>
  );
}
