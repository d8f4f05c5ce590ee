import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { sessionQuery } from '~/api/who';
import { announce } from '~/ui/announce';
import { Button } from '~/ui/button';
import { AddressState } from './address_state';
import { Field } from './field';
import { PasswordField } from './password_field';
import { accountQuery, changeAccount } from './queries';
import { words as all } from './strings';
import { Trouble, wrongOf } from './trouble';

const words = all.account;

export function ProfileForm({ account }: { account: { name: string; email?: string; email_verified: boolean } }) {
  const [name, setName] = useState(account.name);
  const [email, setEmail] = useState(account.email ?? '');
  const [password, setPassword] = useState('');
  const queries = useQueryClient();
  const moves = email.trim() !== (account.email ?? '');
  const changed = moves || name !== account.name;
  const save = useMutation({
    mutationFn: () => changeAccount({ name: name === account.name ? undefined : name, ...(moves && { email: email.trim(), password }) }),
    onSuccess: (now) => {
      setName(now.name);
      setEmail(now.email ?? '');
      setPassword('');
      announce(words.saved);
      queries.setQueryData(accountQuery.queryKey, now);
      return queries.invalidateQueries(sessionQuery);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed) save.mutate();
  };
  return (
    <form className="card pad stack" onSubmit={submit}>
      <Field label={all.fields.name} hint={all.fields.nameHint} wrong={wrongOf(save.error, '/name')} name="username" autoComplete="username" spellCheck={false} required value={name} onChange={setName} />
      <Field label={words.email} hint={words.emailHint} wrong={wrongOf(save.error, '/email')} type="email" name="email" autoComplete="email" value={email} onChange={setEmail} />
      {!moves && account.email && <AddressState key={account.email} verified={account.email_verified} />}
      {moves && <PasswordField label={words.present} wrong={wrongOf(save.error, '/password')} value={password} onChange={setPassword} />}
      <div className="row"><Button type="submit" look="primary" disabled={!changed || save.isPending}>{words.save}</Button>{save.isSuccess && !changed && <span className="tag tag-ok">{words.saved}</span>}</div>
      <Trouble title={words.notSaved} error={save.error} pointers={['/name', '/email', '/password']} />
    </form>
  );
}
