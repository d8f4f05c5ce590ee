import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { announce } from '~/ui/announce';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Copy } from './copy';
import { Field } from './field';
import { issuersQuery, makeIssuer, type NewIssuer } from './queries';
import { words as all } from './strings';

const words = all.issuers;
const empty = { kind: 'openid', id: '', label: '', issuer: '', client_id: '', client_secret: '', team_id: '', key_id: '', key: '' };
type Typed = typeof empty;
type Set = (name: keyof Typed) => (value: string) => void;

// What is sent of the one kind, and of the other; undefined until all that is needed is there.
function wanted({ kind, id, label, client_id, issuer, client_secret, team_id, key_id, key }: Typed): NewIssuer | undefined {
  if (!id || !label || !client_id) return undefined;
  if (kind === 'apple') return team_id && key_id && key ? { id, label, client_id, kind, team_id, key_id, key } : undefined;
  return issuer ? { id, label, client_id, kind, issuer, client_secret: client_secret || undefined } : undefined;
}

// The address stands there before there is a client, since the issuer asks for it when the client is made.
export function IssuerForm() {
  const [typed, setTyped] = useState(empty);
  const queries = useQueryClient();
  const make = useMutation({
    mutationFn: makeIssuer,
    onSuccess: ({ label }) => {
      announce(words.made(label));
      setTyped(empty);
      return queries.invalidateQueries(issuersQuery);
    },
  });
  const set: Set = (name) => (value) => setTyped((now) => ({ ...now, [name]: value }));
  const whole = wanted(typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whole && !make.isPending) make.mutate(whole);
  };
  const redirect = `${location.origin}/v1/auth/openid/${typed.id || '…'}/callback`;
  return (
    <form className="key-form card pad stack" onSubmit={submit}>
      <Kind value={typed.kind} onChange={set('kind')} />
      <Field label={words.label} hint={words.labelHint} value={typed.label} onChange={set('label')} />
      <Field label={words.id} hint={words.idHint} value={typed.id} onChange={set('id')} />
      <div className="labelled">
        <span>{words.redirect}</span>
        <div className="row"><code className="key-id small">{redirect}</code>{typed.id && <Copy text={redirect} label={words.redirect} />}</div>
        <span className="small muted">{words.redirectHint}</span>
      </div>
      {typed.kind === 'apple' ? <AppleFields typed={typed} set={set} /> : <OpenIdFields typed={typed} set={set} />}
      <div className="row">
        <Button type="submit" look="primary" disabled={!whole || make.isPending}>{make.isPending ? words.busy : words.button}</Button>
      </div>
      {make.error && <Failure title={words.notMade} error={make.error} />}
    </form>
  );
}

function Kind({ value, onChange }: { value: string; onChange(value: string): void }) {
  const id = useId();
  return (
    <div className="labelled">
      <label htmlFor={id}>{words.kind}</label>
      <select id={id} className="input" value={value} onChange={(event) => onChange(event.target.value)}>
        {Object.entries(words.kinds).map(([kind, name]) => <option key={kind} value={kind}>{name}</option>)}
      </select>
    </div>
  );
}

const OpenIdFields = ({ typed, set }: { typed: Typed; set: Set }) => (
  <>
    <Field label={words.issuer} hint={words.issuerHint} type="url" value={typed.issuer} onChange={set('issuer')} />
    <Field label={words.clientId} value={typed.client_id} onChange={set('client_id')} />
    <Field label={words.secret} hint={words.secretHint} type="password" value={typed.client_secret} onChange={set('client_secret')} />
  </>
);

function AppleFields({ typed, set }: { typed: Typed; set: Set }) {
  const id = useId();
  return (
    <>
      <Field label={words.appleClientId} hint={words.appleClientIdHint} value={typed.client_id} onChange={set('client_id')} />
      <Field label={words.teamId} value={typed.team_id} onChange={set('team_id')} />
      <Field label={words.keyId} value={typed.key_id} onChange={set('key_id')} />
      <div className="labelled">
        <label htmlFor={id}>{words.key}</label>
        <textarea id={id} className="input" rows={5} aria-describedby={`${id}-hint`} autoComplete="off" spellCheck={false} value={typed.key} onChange={(event) => set('key')(event.target.value)} />
        <span id={`${id}-hint`} className="small muted">{words.keyHint}</span>
      </div>
    </>
  );
}
