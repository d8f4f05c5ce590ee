import { useMutation } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { announce } from '~/ui/announce';
import { Entrance, Said } from './entrance';
import { Field } from './field';
import { PasswordField } from './password_field';
import { askReset, resetPassword, verifyAddress } from './queries';
import { words as all } from './strings';
import { Trouble, wrongOf } from './trouble';

// What a mail brought stands behind the #, so that no server and no log sees it on the way.
const useTicket = () => new URLSearchParams(useLocation({ select: ({ hash }) => hash })).get('token') ?? '';

export function ResetPage() {
  const ticket = useTicket();
  return ticket ? <NewPassword key={ticket} ticket={ticket} /> : <AskReset />;
}

const toSignIn = <>{all.reset.back} <Link to="/sign-in">{all.reset.signIn}</Link></>;

function AskReset() {
  const words = all.reset;
  const [email, setEmail] = useState('');
  const ask = useMutation({ mutationFn: () => askReset(email.trim()), onSuccess: () => announce(words.sent) });
  return (
    <Entrance title={words.title} text={words.ask} button={ask.isPending ? words.sending : words.send} busy={ask.isPending} onSubmit={() => ask.mutate()} other={toSignIn}>
      <Field label={words.email} wrong={wrongOf(ask.error, '/email')} type="email" name="email" autoComplete="email" required value={email} onChange={setEmail} />
      {ask.isSuccess && <p className="asked tag-ok">{words.sent}</p>}
      <Trouble title={words.notSent} error={ask.error} pointers={['/email']} />
    </Entrance>
  );
}

function NewPassword({ ticket }: { ticket: string }) {
  const words = all.reset;
  const [password, setPassword] = useState('');
  const save = useMutation({ mutationFn: () => resetPassword(ticket, password), onSuccess: () => announce(words.done) });
  const wrong = wrongOf(save.error, '/token');
  const other = wrong ? <Link to="/reset" hash="">{words.again}</Link> : toSignIn;
  if (save.isSuccess) return <Said title={words.title} text={words.done} to="/sign-in" link={words.signIn} />;
  return (
    <Entrance title={words.title} text={words.choose} button={save.isPending ? words.saving : words.save} busy={save.isPending} onSubmit={() => save.mutate()} other={other}>
      <PasswordField label={words.next} hint={all.fields.passwordHint} wrong={wrongOf(save.error, '/password')} isNew value={password} onChange={setPassword} />
      <Trouble title={words.failed} error={save.error} pointers={['/password']} />
    </Entrance>
  );
}

export function VerifyPage() {
  const words = all.verify;
  const ticket = useTicket();
  const verify = useMutation({ mutationFn: () => verifyAddress(ticket), onSuccess: () => announce(words.done) });
  const toAccount = <Link to="/account">{words.account}</Link>;
  if (!ticket) return <Said title={words.title} text={words.none} to="/account" link={words.account} />;
  if (verify.isSuccess) return <Said title={words.title} text={words.done} to="/account" link={words.account} />;
  return (
    <Entrance title={words.title} text={words.text} button={verify.isPending ? words.busy : words.button} busy={verify.isPending} onSubmit={() => verify.mutate()} other={toAccount}>
      <Trouble title={words.failed} error={verify.error} />
    </Entrance>
  );
}
