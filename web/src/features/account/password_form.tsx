import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { announce } from '~/ui/announce';
import { Button } from '~/ui/button';
import { sayDate } from '../admin/reading';
import { PasswordField } from './password_field';
import { changePassword } from './queries';
import { words as all } from './strings';
import { Trouble, wrongOf } from './trouble';

const words = all.account;

export function PasswordForm({ account }: { account: { name: string; password_changed_at: string } }) {
  const [present, setPresent] = useState('');
  const [next, setNext] = useState('');
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: () => changePassword(present, next),
    onSuccess: () => {
      setPresent('');
      setNext('');
      announce(words.changed);
      return queries.invalidateQueries();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form className="card pad stack" onSubmit={submit}>
      <p className="muted">{words.lastChange(sayDate(account.password_changed_at))}</p>
      {/* For password managers, which keep a password under a name. */}
      <input type="text" name="username" autoComplete="username" value={account.name} readOnly hidden />
      <PasswordField label={words.present} value={present} onChange={setPresent} />
      <PasswordField label={words.next} hint={all.fields.passwordHint} wrong={wrongOf(change.error, '/next')} isNew value={next} onChange={setNext} />
      <div className="row"><Button type="submit" disabled={!present || !next || change.isPending}>{words.change}</Button></div>
      {change.isSuccess && <p className="tag tag-ok">{words.changed}</p>}
      <Trouble title={words.notChanged} error={change.error} pointers={['/next']} />
    </form>
  );
}
