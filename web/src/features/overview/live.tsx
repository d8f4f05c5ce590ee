import { useState } from 'react';
import { Button } from '~/ui/button';
import { sayTime } from '../admin/reading';
import { words as all } from './strings';
import { useLive } from './use_live';
import { useSignInAgain } from './use_sign_in_again';

const words = all.live;

export function Live() {
  const [paused, setPaused] = useState(false);
  const { events, state } = useLive(paused);
  useSignInAgain(state === 'stranger');
  return (
    <section className="section overview-live" aria-labelledby="live">
      <div className="live-head">
        <h2 id="live">{words.title}</h2>
        <span role="status" className={state === 'live' ? 'tag tag-ok' : 'tag'}>{words.states[state]}</span>
        <Button look="quiet" onClick={() => setPaused(!paused)}>{paused ? words.go : words.pause}</Button>
      </div>
      <p className="muted">{words.lead}</p>
      {events.length === 0 && state === 'live' && <p className="desk-none muted">{words.none}</p>}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="live-list card" tabIndex={0} role="region" aria-label={words.list}>
        <ul role="list">
          {events.map(({ key, kind, at, id, what }) => (
            <li key={key} className="live-event">
              <span className="live-time">{sayTime(at)}</span>
              <span><strong>{kind}</strong> {what}</span>
              <code className="small">{id}</code>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
