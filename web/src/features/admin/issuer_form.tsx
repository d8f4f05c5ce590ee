import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { announce } from '~/ui/announce';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Copy } from './copy';
import { Field } from './field';
import { issuersQuery, makeIssuer } from './queries';
import { words as all } from './strings';

const words = all.issuers;
const empty = { id: '', label: '', issuer: '', client_id: '', client_secret: '' };

// The address stands there before there is a client, since the issuer asks for it when the client is made.
export function IssuerForm() {
  const [typed, setTyped] = useState(empty);
  const queries = useQueryClient();
  const make = useMutation({
    mutationFn: () => makeIssuer({ ...typed, client_secret: typed.client_secret || undefined }),
    onSuccess: ({ label }) => {
      announce(words.made(label));
      setTyped(empty);
      return queries.invalidateQueries(issuersQuery);
    },
  });
  const set = (name: keyof typeof empty) => (value: string) => setTyped((now) => ({ ...now, [name]: value }));
  const whole = typed.id && typed.label && typed.issuer && typed.client_id;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whole && !make.isPending) make.mutate();
  };
  const redirect = `${location.origin}/v1/auth/openid/${typed.id || '…'}/callback`;
  return (
    <form className="key-form card pad stack" onSubmit={submit}>
      <Field label={words.label} hint={words.labelHint} value={typed.label} onChange={set('label')} />
      <Field label={words.id} hint={words.idHint} value={typed.id} onChange={set('id')} />
      <div className="labelled">
        <span>{words.redirect}</span>
        <div className="row"><code className="key-id small">{redirect}</code>{typed.id && <Copy text={redirect} label={words.redirect} />}</div>
        <span className="small muted">{words.redirectHint}</span>
      </div>
      <Field label={words.issuer} hint={words.issuerHint} type="url" value={typed.issuer} onChange={set('issuer')} />
      <Field label={words.clientId} value={typed.client_id} onChange={set('client_id')} />
      <Field label={words.secret} hint={words.secretHint} type="password" value={typed.client_secret} onChange={set('client_secret')} />
      <div className="row">
        <Button type="submit" look="primary" disabled={!whole || make.isPending}>{make.isPending ? words.busy : words.button}</Button>
      </div>
      {make.error && <Failure title={words.notMade} error={make.error} />}
    </form>
  );
}
