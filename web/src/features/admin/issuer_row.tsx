import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '~/ui/announce';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Copy } from './copy';
import { type Issuer, issuersQuery, removeIssuer } from './queries';
import { sayDate } from './reading';
import { words as all } from './strings';
import { Sure } from './sure';

const words = all.issuers;

export function IssuerRow({ issuer: { id, label, issuer, client_id, has_secret, redirect_uri, made_at, team_id, key_id } }: { issuer: Issuer }) {
  const [asked, setAsked] = useState(false);
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removeIssuer(id),
    onSuccess: () => {
      announce(words.removed);
      return queries.invalidateQueries(issuersQuery);
    },
  });
  return (
    <li className="key">
      <div className="key-name">
        <strong>{label}</strong>
        <span className="small muted">{words.since(sayDate(made_at))}</span>
      </div>
      <code className="key-id small">{issuer}</code>
      <div className="row key-scopes">
        <span className="small muted">{words.clientId}</span> <code className="key-id small">{client_id}</code>
        {key_id && team_id && <span className="small muted">{words.byKey(key_id, team_id)}</span>}
        {!has_secret && <span className="tag">{words.public}</span>}
        <code className="key-id small">{redirect_uri}</code> <Copy text={redirect_uri} label={words.redirect} />
      </div>
      <div className="row key-state">
        {!asked && <Button look="quiet" aria-label={words.removeOne(label)} onClick={() => setAsked(true)}>{words.remove}</Button>}
      </div>
      {asked && <Sure label={words.removeOne(label)} text={words.sure} yes={words.removeNow} no={words.keep} busy={remove.isPending} onYes={() => remove.mutate()} onNo={() => setAsked(false)} />}
      {remove.error && <Failure title={words.notRemoved} error={remove.error} />}
    </li>
  );
}
