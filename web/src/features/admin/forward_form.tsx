import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Field } from './field';
import { type Forward, forwardsQuery, type NewForward } from './moves';
import { words } from './strings';

type Kind = NewForward['kind'];
type Draft = { label: string; kind: Kind; url: string; key: string; secret: string; version: string; verbs: string; now: boolean };

const draftOf = (of?: Forward): Draft => ({
  label: of?.label ?? '',
  kind: of?.kind ?? 'lrs',
  url: of?.url ?? '',
  key: of?.key ?? '',
  secret: '',
  version: of?.version ?? '2.0.0',
  verbs: of?.filter.verbs?.join('\n') ?? '',
  now: true,
});

const lines = (text: string) => text.split(/\s+/).filter(Boolean);

const toRequest = ({ label, kind, url, key, secret, version, verbs, now }: Draft, of?: Forward): NewForward => ({
  label: label.trim(),
  kind,
  url: url.trim(),
  ...(kind === 'lrs' && { key: key.trim(), version }),
  ...(secret && { secret }),
  ...((of || lines(verbs).length > 0) && { filter: { ...of?.filter, verbs: lines(verbs) } }),
  ...(now && { since: new Date().toISOString() }),
});

// A new target, or what may be changed of one.
export function ForwardForm({ of, button, failed, onSubmit }: { of?: Forward; button: string; failed: string; onSubmit(wanted: NewForward): Promise<unknown> }) {
  const [draft, setDraft] = useState(() => draftOf(of));
  const all = useQueryClient();
  const set = <K extends keyof Draft>(name: K) => (value: Draft[K]) => setDraft((now) => ({ ...now, [name]: value }));
  const save = useMutation({
    mutationFn: () => onSubmit(toRequest(draft, of)),
    onSuccess: () => all.invalidateQueries(forwardsQuery),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const whole = draft.label.trim() && draft.url.trim() && (draft.kind === 'webhook' || (draft.key.trim() && (of || draft.secret)));
  const secretHint = of ? words.forwarding.secretStays : draft.kind === 'webhook' ? words.forwarding.secretHint : undefined;
  return (
    <form className="key-form card pad stack" aria-label={of && words.forwarding.changeOne(of.label)} onSubmit={submit}>
      {!of && <Choice legend={words.forwarding.kind} options={words.forwarding.kinds} value={draft.kind} onChange={(kind) => set('kind')(kind as Kind)} />}
      <Field label={words.forwarding.label} value={draft.label} onChange={set('label')} />
      <Field label={words.forwarding.url} hint={words.forwarding.urlHint[draft.kind]} inputMode="url" value={draft.url} onChange={set('url')} />
      {draft.kind === 'lrs' && <Field label={words.forwarding.key} value={draft.key} onChange={set('key')} />}
      <Field label={words.forwarding.secret} type="password" hint={secretHint} value={draft.secret} onChange={set('secret')} />
      {draft.kind === 'lrs' && <Choice legend={words.forwarding.version} options={{ '2.0.0': 'xAPI 2.0.0', '1.0.3': 'xAPI 1.0.3' }} value={draft.version} onChange={set('version')} />}
      <Verbs value={draft.verbs} onChange={set('verbs')} />
      {!of && <Choice legend={words.forwarding.from} options={{ now: words.forwarding.fromNow, first: words.forwarding.fromFirst }} value={draft.now ? 'now' : 'first'} onChange={(from) => set('now')(from === 'now')} />}
      <div className="row"><Button type="submit" look="primary" disabled={!whole || save.isPending}>{button}</Button></div>
      {save.error && <Failure title={failed} error={save.error} />}
    </form>
  );
}

function Choice({ legend, options, value, onChange }: { legend: string; options: Record<string, string>; value: string; onChange(value: string): void }) {
  const name = useId();
  return (
    <fieldset className="scopes">
      <legend>{legend}</legend>
      {Object.entries(options).map(([one, text]) => (
        <label key={one} className="check-line">
          <input type="radio" name={name} checked={one === value} onChange={() => onChange(one)} />
          {text}
        </label>
      ))}
    </fieldset>
  );
}

function Verbs({ value, onChange }: { value: string; onChange(value: string): void }) {
  const id = useId();
  return (
    <div className="labelled">
      <label htmlFor={id}>{words.forwarding.verbs}</label>
      <textarea id={id} className="input" rows={2} value={value} aria-describedby={`${id}-hint`} spellCheck={false} onChange={(event) => onChange(event.target.value)} />
      <span id={`${id}-hint`} className="small muted">{words.forwarding.verbsHint}</span>
    </div>
  );
}
