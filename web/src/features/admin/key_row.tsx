import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '~/ui/announce';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { KeyForm } from './key_form';
import { changeKey, type Key, keysQuery, revokeKey } from './queries';
import { sayDate } from './reading';
import { words } from './strings';
import { Sure } from './sure';

export function KeyRow({ xapiKey }: { xapiKey: Key }) {
  const { id, label, scopes, requests_per_minute, statements_per_day, made_at, revoked_at } = xapiKey;
  const [asked, setAsked] = useState(false);
  const [changing, setChanging] = useState(false);
  const all = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeKey(id),
    onSuccess: () => {
      setAsked(false);
      announce(words.keys.revoked);
      return all.invalidateQueries(keysQuery);
    },
  });
  return (
    <li className="key">
      <div className="key-name">
        <strong>{label}</strong>
        <span className="small muted">{words.keys.since(sayDate(made_at))}{revoked_at && `, ${words.keys.revokedAt(sayDate(revoked_at))}`}</span>
      </div>
      <code className="key-id small">{id}</code>
      <div className="row key-scopes">
        {scopes.map((scope) => <span key={scope} className="tag">{scope}</span>)}
        {(requests_per_minute || statements_per_day) && <span className="small muted">{words.keys.limits(requests_per_minute, statements_per_day)}</span>}
      </div>
      <div className="row key-state">
        <span className={revoked_at ? 'tag' : 'tag tag-ok'}>{revoked_at ? words.keys.revoked : words.keys.inUse}</span>
        {!revoked_at && <Button look="quiet" aria-expanded={changing} aria-label={words.keys.changeOne(label)} onClick={() => setChanging((now) => !now)}>{words.keys.change}</Button>}
        {!revoked_at && !asked && <Button look="quiet" aria-label={words.keys.revokeOne(label)} onClick={() => setAsked(true)}>{words.keys.revoke}</Button>}
      </div>
      {asked && (
        <Sure label={words.keys.revokeOne(label)} text={words.keys.sure} yes={words.keys.revokeNow} no={words.keys.keep} busy={revoke.isPending} onYes={() => revoke.mutate()} onNo={() => setAsked(false)} />
      )}
      {changing && (
        <div className="key-change">
          <KeyForm of={xapiKey} button={words.keys.save} failed={words.keys.notChanged} onSubmit={(wanted) => changeKey(id, wanted).then(() => { setChanging(false); announce(words.keys.changed); })} />
        </div>
      )}
      {revoke.error && <Failure title={words.keys.notRevoked} error={revoke.error} />}
    </li>
  );
}
