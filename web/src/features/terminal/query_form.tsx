import { type FormEvent, useId, useState } from 'react';
import { Button } from '~/ui/button';
import { Field } from '../admin/field';
import type { Given, NamedQuery, Parameter } from './queries';
import { words } from './strings';

type Props = { queries: NamedQuery[]; name: string; running: boolean; onChoose(name: string): void; onRun(query: NamedQuery, given: Given): void };

// Radio buttons, so that the arrow keys choose and Enter runs.
export function QueryForm({ queries, name, running, onChoose, onRun }: Props) {
  const [given, setGiven] = useState<Given>({});
  const chosen = queries.find((one) => one.name === name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen && !running) onRun(chosen, given);
  };
  return (
    <form className="terminal-ask" onSubmit={submit}>
      <fieldset className="terminal-queries">
        <legend>{words.queries}</legend>
        {queries.map((query) => <Choice key={query.name} query={query} checked={query.name === name} onChoose={onChoose} />)}
      </fieldset>
      {chosen?.parameters.map((one) => <Value key={one.name} parameter={one} value={given[one.name] ?? one.fallback ?? ''} onChange={(value) => setGiven({ ...given, [one.name]: value })} />)}
      <Button type="submit" look="primary" aria-disabled={running}>{running ? words.running : words.run}</Button>
    </form>
  );
}

const Choice = ({ query: { name, title, help }, checked, onChoose }: { query: NamedQuery; checked: boolean; onChoose(name: string): void }) => (
  <label className="terminal-query" title={help}>
    <input type="radio" name="query" value={name} checked={checked} onChange={() => onChoose(name)} />
    <span>
      {title}
      {checked && <span className="small muted">{help}</span>}
    </span>
  </label>
);

type ValueProps = { parameter: Parameter; value: string; onChange(value: string): void };

const Value = ({ parameter: { name, kind, help, choices }, value, onChange }: ValueProps) =>
  kind === 'choice' ? <Choices name={name} help={help} choices={choices} value={value} onChange={onChange} />
  : <Field label={name} hint={help} type={kind === 'days' || kind === 'integer' ? 'number' : 'text'} value={value} onChange={onChange} />;

function Choices({ name, help, choices, value, onChange }: { name: string; help: string; choices: string[]; value: string; onChange(value: string): void }) {
  const id = useId();
  return (
    <div className="labelled">
      <label htmlFor={id}>{name}</label>
      <select id={id} className="input" aria-describedby={`${id}-hint`} value={value} onChange={(event) => onChange(event.target.value)}>
        {choices.map((choice) => <option key={choice}>{choice}</option>)}
      </select>
      <span id={`${id}-hint`} className="small muted">{help}</span>
    </div>
  );
}
