import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { announce } from '~/ui/announce';
import { Entrance } from './entrance';
import { Field } from './field';
import { IssuerButtons } from './issuer_buttons';
import { PasswordField } from './password_field';
import { forgetAll, mailQuery, signIn, signUp } from './queries';
import { returnPath } from './return_path';
import { words } from './strings';
import { Trouble, wrongOf } from './trouble';

type Entered = { user: { name?: string } };

// Sends the form and, when somebody is in, goes back to where they were.
function useEntrance(send: () => Promise<Entered>, said: (name: string) => string, to: string | undefined) {
  const all = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: send,
    onSuccess: async ({ user }) => {
      announce(said(user.name ?? ''));
      await forgetAll(all);
      router.history.push(returnPath(to));
    },
  });
}

export function SignInPage() {
  const { to, trouble } = useSearch({ from: '/sign-in' });
  const wrong = trouble && (words.issuers.trouble[trouble] ?? words.issuers.trouble.away);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const enter = useEntrance(() => signIn(name, password), words.signIn.done, to);
  const { data: mails } = useQuery(mailQuery);
  const other = (
    <>
      {words.signIn.other} <Link to="/sign-up" search={{ to }}>{words.signIn.toSignUp}</Link>
      {mails && <><br /><Link to="/reset">{words.signIn.toReset}</Link></>}
    </>
  );
  return (
    <Entrance title={words.signIn.title} text={words.signIn.text} button={enter.isPending ? words.signIn.busy : words.signIn.button} busy={enter.isPending} onSubmit={() => enter.mutate()} other={other} ways={<IssuerButtons title={words.issuers.title} to={returnPath(to)} />}>
      {wrong && <p className="entrance-trouble" role="alert">{wrong}</p>}
      <Field label={words.fields.either} name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} required value={name} onChange={setName} />
      <PasswordField label={words.fields.password} value={password} onChange={setPassword} />
      <Trouble title={words.signIn.failed} error={enter.error} />
    </Entrance>
  );
}

export function SignUpPage() {
  const { to } = useSearch({ from: '/sign-up' });
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const enter = useEntrance(() => signUp({ name, password, email: email.trim() || undefined }), words.signUp.done, to);
  const other = <>{words.signUp.other} <Link to="/sign-in" search={{ to }}>{words.signUp.toSignIn}</Link></>;
  return (
    <Entrance title={words.signUp.title} text={words.signUp.text} button={enter.isPending ? words.signUp.busy : words.signUp.button} busy={enter.isPending} onSubmit={() => enter.mutate()} other={other}>
      <Field label={words.fields.name} hint={words.fields.nameHint} wrong={wrongOf(enter.error, '/name')} name="username" autoComplete="username" spellCheck={false} required value={name} onChange={setName} />
      <Field label={words.fields.email} hint={words.fields.emailHint} wrong={wrongOf(enter.error, '/email')} type="email" name="email" autoComplete="email" value={email} onChange={setEmail} />
      <PasswordField label={words.fields.password} hint={words.fields.passwordHint} wrong={wrongOf(enter.error, '/password')} isNew value={password} onChange={setPassword} />
      <Trouble title={words.signUp.failed} error={enter.error} pointers={['/name', '/email', '/password']} />
    </Entrance>
  );
}
