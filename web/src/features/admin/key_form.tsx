import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Field } from './field';
import { type Key, keysQuery, type WantedKey } from './queries';
import { words } from './strings';

const limit = (typed: string) => (Number(typed) > 0 ? Math.floor(Number(typed)) : undefined);
const shown = (number?: number) => (number ? String(number) : '');
const usual = ['statements/write', 'statements/read/mine'];

// A new key, or what may be changed of one.
export function KeyForm({ of, button, failed, onSubmit }: { of?: Key; button: string; failed: string; onSubmit(wanted: WantedKey): Promise<unknown> }) {
  const [label, setLabel] = useState(of?.label ?? '');
  const [scopes, setScopes] = useState(of?.scopes ?? usual);
  const [perMinute, setPerMinute] = useState(shown(of?.requests_per_minute));
  const [perDay, setPerDay] = useState(shown(of?.statements_per_day));
  const all = useQueryClient();
  const save = useMutation({
    mutationFn: () => onSubmit({ label: label.trim(), scopes, requests_per_minute: limit(perMinute), statements_per_day: limit(perDay) }),
    onSuccess: () => all.invalidateQueries(keysQuery),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (label.trim() && scopes.length > 0) save.mutate();
  };
  const toggle = (scope: string) => setScopes((now) => (now.includes(scope) ? now.filter((one) => one !== scope) : [...now, scope]));
  return (
    <form className="key-form card pad stack" aria-label={of && words.keys.changeOne(of.label)} onSubmit={submit}>
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
        <Button type="submit" look="primary" disabled={!label.trim() || scopes.length === 0 || save.isPending}>{button}</Button>
      </div>
      {save.error && <Failure title={failed} error={save.error} />}
    </form>
  );
}
