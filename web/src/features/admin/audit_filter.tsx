import { type FormEvent, useId, useState } from 'react';
import { Button } from '~/ui/button';
import { Icon } from '~/ui/icons';
import type { AuditFilters } from './audit';
import { Field } from './field';
import { sayTime } from './reading';
import { words } from './strings';
import { timeTyped, typedTime } from './typed_times';

type Props = { filters: AuditFilters; onChange(next: AuditFilters): void };

export const AuditFilter = (props: Props) => (
  <section className="filters" aria-label={words.filters.title}>
    <details className="card">
      <summary>{words.filters.title}</summary>
      <Fields key={JSON.stringify(props.filters)} {...props} />
    </details>
    <Active {...props} />
  </section>
);

function Fields({ filters, onChange }: Props) {
  const [actor, setActor] = useState(filters.actor ?? '');
  const [action, setAction] = useState(filters.action ?? '');
  const [subject, setSubject] = useState(filters.subject ?? '');
  const [since, setSince] = useState(typedTime(filters.since));
  const [until, setUntil] = useState(typedTime(filters.until));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange({ actor: actor.trim() || undefined, action: action || undefined, subject: subject.trim() || undefined, since: timeTyped(since), until: timeTyped(until) });
  };
  return (
    <form className="filter-fields" onSubmit={submit}>
      <Field label={words.audit.who} hint={words.audit.whoHint} value={actor} onChange={setActor} />
      <Actions value={action} onChange={setAction} />
      <Field label={words.audit.subject} hint={words.audit.subjectHint} value={subject} onChange={setSubject} />
      <Field label={words.audit.since} type="datetime-local" value={since} onChange={setSince} />
      <Field label={words.audit.until} type="datetime-local" value={until} onChange={setUntil} />
      <Button type="submit" look="primary">{words.filters.apply}</Button>
    </form>
  );
}

function Actions({ value, onChange }: { value: string; onChange(value: string): void }) {
  const id = useId();
  return (
    <div className="labelled">
      <label htmlFor={id}>{words.audit.what}</label>
      <select id={id} className="input" value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{words.audit.anything}</option>
        {Object.entries(words.audit.actions).map(([action, text]) => <option key={action} value={action}>{text}</option>)}
      </select>
    </div>
  );
}

const labels = { actor: words.audit.who, action: words.audit.what, subject: words.audit.subject, since: words.audit.since, until: words.audit.until };
const say: Partial<Record<keyof AuditFilters, (value: string) => string>> = { action: (value) => words.audit.actions[value] ?? value, since: sayTime, until: sayTime };

function Active({ filters, onChange }: Props) {
  const names = (Object.keys(labels) as (keyof typeof labels)[]).filter((name) => filters[name]);
  if (names.length === 0) return null;
  return (
    <ul role="list" className="row" aria-label={words.filters.active}>
      {names.map((name) => (
        <li key={name}>
          <Button look="chip" aria-label={words.filters.remove(labels[name])} onClick={() => onChange({ ...filters, [name]: undefined })}>
            <span className="chip-text">{labels[name]}: {(say[name] ?? String)(filters[name] ?? '')}</span>
            <Icon name="close" />
          </Button>
        </li>
      ))}
    </ul>
  );
}
