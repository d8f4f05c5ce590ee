import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Field } from './field';
import { keysQuery, makeKey } from './queries';
import { words } from './strings';

export type Made = { label: string; id: string; secret: string };

const limit = (typed: string) => (Number(typed) > 0 ? Math.floor(Number(typed)) : undefined);
const usual = ['statements/write', 'statements/read/mine'];

export function KeyForm({ onMade }: { onMade(made: Made): void }) {
  const [label, setLabel] = useState('');
  const [scopes, setScopes] = useState(usual);
  const [perMinute, setPerMinute] = useState('');
  const [perDay, setPerDay] = useState('');
  const all = useQueryClient();
  const make = useMutation({
    mutationFn: () => makeKey({ label: label.trim(), scopes, requests_per_minute: limit(perMinute), statements_per_day: limit(perDay) }),
    onSuccess: ({ key, secret }) => {
      onMade({ label: key.label, id: key.id, secret });
      setLabel('');
      setScopes(usual);
      setPerMinute('');
      setPerDay('');
      scrollTo({ top: 0 });
      return all.invalidateQueries(keysQuery);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (label.trim() && scopes.length > 0) make.mutate();
  };
  const toggle = (scope: string) => setScopes((now) => (now.includes(scope) ? now.filter((one) => one !== scope) : [...now, scope]));
  return (
    <form className="key-form card pad stack" onSubmit={submit}>
      <Field label={words.keys.label} hint={words.keys.labelHint} value={label} onChange={setLabel} />
      <fieldset className="scopes">
        <legend>{words.keys.scopes}</legend>
        {Object.entries(words.keys.scopeTexts).map(([scope, text]) => (
          <label key={scope} className="check-line">
            <input type="checkbox" checked={scopes.includes(scope)} onChange={() => toggle(scope)} />
            <span>{text} <code className="small muted">{scope}</code></span>
          </label>
        ))}
      </fieldset>
      <div className="key-limits">
        <Field label={words.keys.perMinute} hint={words.keys.noLimit} type="number" value={perMinute} onChange={setPerMinute} />
        <Field label={words.keys.perDay} hint={words.keys.noLimit} type="number" value={perDay} onChange={setPerDay} />
      </div>
      <div className="row">
        <Button type="submit" look="primary" disabled={!label.trim() || scopes.length === 0 || make.isPending}>{words.keys.button}</Button>
      </div>
      {make.error && <Failure title={words.keys.notMade} error={make.error} />}
    </form>
  );
}
