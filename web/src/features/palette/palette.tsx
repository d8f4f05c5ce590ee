import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { alarm } from '~/ui/announce';
import { useLeave } from '../account/leave';
import { places } from '../admin/places';
import { words } from '../admin/strings';
import { type Entry, matching } from './matching';
import './palette.css';

type Doing = Entry & { run(): void };

function useEntries(): Doing[] {
  const navigate = useNavigate();
  const leave = useLeave();
  return [
    ...places.map(({ to, name, more }) => ({ id: to, name, more, run: () => void navigate({ to }) })),
    { id: 'leave', name: words.palette.learner, more: '', run: () => void navigate({ to: '/' }) },
    { id: 'docs', name: words.palette.api, more: 'openapi, routes', run: () => location.assign('/docs') },
    { id: 'metrics', name: words.palette.metrics, more: 'prometheus', run: () => location.assign('/metrics') },
    { id: 'sign-out', name: words.palette.signOut, more: 'log out', run: () => void leave(false).catch(() => alarm(words.palette.notOut)) },
  ];
}

// A combobox in a dialog (ARIA Authoring Practices, "Editable Combobox With List Autocomplete"): the field keeps the focus, the arrow keys move the choice.
export function Palette({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const found = matching(useEntries(), typed);
  const chosen = found[Math.min(at, found.length - 1)];
  useEffect(() => dialog.current?.showModal(), []);
  const go = (entry: Doing | undefined) => {
    if (!entry) return;
    dialog.current?.close();
    entry.run();
  };
  const press = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: found.length - 1 };
    const next = steps[event.key];
    if (next === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (next === undefined) go(chosen);
    else if (found.length > 0) setAt((next + found.length) % found.length);
  };
  const type = (text: string) => {
    setTyped(text);
    setAt(0);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog ref={dialog} className="palette" aria-label={words.palette.title} onClose={onClose} onClick={(event) => event.target === dialog.current && dialog.current?.close()}>
      <div className="palette-inside">
        <input
          className="input" role="combobox" aria-label={words.palette.label} aria-expanded="true" aria-controls={id} aria-autocomplete="list" aria-describedby={`${id}-keys`}
          aria-activedescendant={chosen && `${id}-${chosen.id}`} autoComplete="off" spellCheck={false} value={typed} onChange={(event) => type(event.target.value)} onKeyDown={press}
        />
        <div id={id} role="listbox" aria-label={words.palette.list} className="palette-list">
          {found.map((entry) => <Option key={entry.id} id={`${id}-${entry.id}`} entry={entry} chosen={entry === chosen} onGo={() => go(entry)} />)}
        </div>
        <p role="status" className={found.length > 0 ? 'sr-only' : 'muted'}>{found.length === 0 && words.palette.none}</p>
        <p id={`${id}-keys`} className="small muted">{words.palette.keys}</p>
      </div>
    </dialog>
  );
}

function Option({ id, entry, chosen, onGo }: { id: string; entry: Doing; chosen: boolean; onGo(): void }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) place.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    // The keys are the field's.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div ref={place} id={id} role="option" tabIndex={-1} aria-selected={chosen} className="palette-option" onClick={onGo}>
      <span>{entry.name}</span>
      {entry.more && <span className="small muted">{entry.more}</span>}
    </div>
  );
}
