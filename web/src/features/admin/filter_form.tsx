import { type FormEvent, useId, useState } from 'react';
import { Button } from '~/ui/button';
import { Icon } from '~/ui/icons';
import { Field } from './field';
import { agentTyped, labels, sayAgent, typedAgent, verbTyped } from './filters';
import { nameOfVerb, sayTime } from './reading';
import type { Filters } from './search';
import type { Statement } from './statement';
import { words } from './strings';
import { timeTyped, typedTime } from './typed_times';

type Props = { filters: Filters; shown: Statement[]; onChange(next: Filters): void };

export function FilterForm(props: Props) {
  return (
    <section className="filters" aria-label={words.filters.title}>
      <details className="card">
        <summary>{words.filters.title}</summary>
        <Fields key={JSON.stringify(props.filters)} {...props} />
      </details>
      <Active {...props} />
    </section>
  );
}

function Fields({ filters, shown, onChange }: Props) {
  const [who, setWho] = useState(typedAgent(filters.who));
  const [verb, setVerb] = useState(filters.verb ?? '');
  const [activity, setActivity] = useState(filters.activity ?? '');
  const [related, setRelated] = useState(filters.related ?? false);
  const [registration, setRegistration] = useState(filters.registration ?? '');
  const [since, setSince] = useState(typedTime(filters.since));
  const [until, setUntil] = useState(typedTime(filters.until));
  const verbs = [...new Map(shown.map((one) => [one.verb.id, nameOfVerb(one.verb)]))];
  const home = shown.find((one) => one.actor.account)?.actor.account?.homePage ?? location.origin;
  const list = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange({
      who: who === typedAgent(filters.who) ? filters.who : agentTyped(who, home),
      verb: verbTyped(verb, verbs.map(([iri]) => iri)),
      activity: activity.trim() || undefined,
      related: (activity.trim() && related) || undefined,
      registration: registration.trim() || undefined,
      since: timeTyped(since),
      until: timeTyped(until),
    });
  };
  return (
    <form className="filter-fields" onSubmit={submit}>
      <Field label={words.filters.who} hint={words.filters.whoHint} value={who} onChange={setWho} />
      <Field label={words.filters.verb} hint={words.filters.verbHint} value={verb} onChange={setVerb} list={list} />
      <datalist id={list}>{verbs.map(([iri, name]) => <option key={iri} value={iri}>{name}</option>)}</datalist>
      <Field label={words.filters.activity} hint={words.filters.activityHint} value={activity} onChange={setActivity} inputMode="url" />
      <Field label={words.filters.registration} hint={words.filters.registrationHint} value={registration} onChange={setRegistration} />
      <Field label={words.filters.since} type="datetime-local" value={since} onChange={setSince} />
      <Field label={words.filters.until} type="datetime-local" value={until} onChange={setUntil} />
      <label className="check-line filter-related">
        <input type="checkbox" checked={related} onChange={(event) => setRelated(event.target.checked)} />
        {words.filters.related}
      </label>
      <Button type="submit" look="primary">{words.filters.apply}</Button>
    </form>
  );
}

const say: Partial<Record<keyof Filters, (value: string) => string>> = { who: sayAgent, since: sayTime, until: sayTime };

function Active({ filters, onChange }: Props) {
  const names = (Object.keys(labels) as (keyof typeof labels)[]).filter((name) => filters[name]);
  if (names.length === 0) return null;
  return (
    <ul role="list" className="row" aria-label={words.filters.active}>
      {names.map((name) => (
        <li key={name}>
          <Button look="chip" aria-label={words.filters.remove(labels[name])} onClick={() => onChange({ ...filters, [name]: undefined, ...(name === 'activity' && { related: undefined }) })}>
            <span className="chip-text">{labels[name]}: {(say[name] ?? String)(filters[name] ?? '')}</span>
            <Icon name="close" />
          </Button>
        </li>
      ))}
      {names.length > 1 && <li><Button look="quiet" onClick={() => onChange({})}>{words.filters.clear}</Button></li>}
    </ul>
  );
}
