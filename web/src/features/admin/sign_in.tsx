import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Owl } from '~/ui/owl/owl';
import { signIn } from './queries';
import { words } from './strings';

// The token goes to the server once and comes back as the cookie of a session; no storage of the browser holds it.
export function SignIn() {
  const [token, setToken] = useState('');
  const id = useId();
  const all = useQueryClient();
  const enter = useMutation({ mutationFn: () => signIn(token), onSuccess: () => all.invalidateQueries() });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token) enter.mutate();
  };
  return (
    <div className="door">
      <Owl form="modal" state={enter.isPending ? 'thinking' : 'idle'} />
      <h1>{words.signIn.title}</h1>
      <p className="muted">{words.signIn.text}</p>
      <form className="stack" onSubmit={submit}>
        <label htmlFor={id}>{words.signIn.token}</label>
        <input id={id} className="input" type="password" autoComplete="off" value={token} onChange={(event) => setToken(event.target.value)} required />
        <Button type="submit" look="primary" disabled={enter.isPending}>{words.signIn.button}</Button>
      </form>
      <Link to="/sign-in" search={{ to: location.pathname }}>{words.signIn.account}</Link>
      {enter.error && <Failure title={words.signIn.failed} error={enter.error} />}
    </div>
  );
}
