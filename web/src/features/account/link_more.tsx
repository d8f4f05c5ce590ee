import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Problem } from '~/api/problem';
import { Button } from '~/ui/button';
import { IssuerButtons, useLeave } from './issuer_buttons';
import { PasswordField } from './password_field';
import { offeredQuery, type WayIn } from './queries';
import { words as all } from './strings';
import { Trouble, wrongOf } from './trouble';

const words = all.issuers;
type Offered = { id: string; label: string };

// Another way in is added by who shows that the account is theirs: by its password, else by having come in a moment ago.
export function LinkMore({ hasPassword, links }: { hasPassword: boolean; links: WayIn[] }) {
  const { data } = useQuery(offeredQuery);
  const [chosen, choose] = useState<Offered>();
  const leave = useLeave('/account');
  if (!data?.length) return null;
  const begin = (issuer: Offered) => {
    if (hasPassword) choose(issuer);
    else leave.mutate({ issuer: issuer.id, link: true });
  };
  if (chosen) return <Confirm issuer={chosen} onCancel={() => choose(undefined)} />;
  const began = leave.error instanceof Problem && leave.error.status === 403;
  return (
    <div className="issuers stack" role="group" aria-label={words.more}>
      {data.map((issuer) => <Button key={issuer.id} big disabled={leave.isPending || leave.isSuccess} onClick={() => begin(issuer)}>{words.link(issuer.label)}</Button>)}
      <Trouble title={began ? words.again : words.failed} error={leave.error} />
      {began && <IssuerButtons title={words.again} to="/account" confirm among={(id) => links.some((link) => link.issuer_id === id)} />}
    </div>
  );
}

function Confirm({ issuer: { id, label }, onCancel }: { issuer: Offered; onCancel(): void }) {
  const [password, setPassword] = useState('');
  const leave = useLeave('/account');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!leave.isPending) leave.mutate({ issuer: id, link: true, password });
  };
  return (
    <form className="card pad stack" aria-label={words.link(label)} onSubmit={submit}>
      <p>{words.proof(label)}</p>
      <PasswordField label={all.account.present} wrong={wrongOf(leave.error, '/password')} value={password} onChange={setPassword} />
      <div className="row">
        <Button type="submit" look="primary" disabled={!password || leave.isPending || leave.isSuccess}>{leave.isPending ? words.leaving : words.go(label)}</Button>
        <Button disabled={leave.isPending} onClick={onCancel}>{words.stay}</Button>
      </div>
      <Trouble title={words.notLinked} error={leave.error} pointers={['/password']} />
    </form>
  );
}
