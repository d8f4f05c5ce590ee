import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure } from '~/ui/failure';
import { Skeleton } from '~/ui/skeleton';
import { Desk } from './desk';
import { KeyForm } from './key_form';
import { KeyRow } from './key_row';
import { NewSecret } from './new_secret';
import { keysQuery, makeKey, type WantedKey } from './queries';
import { words } from './strings';

type Made = { label: string; id: string; secret: string };

export const KeysPage = () => (
  <Desk title={words.keys.title} lead={words.keys.lead}>
    <Keys />
  </Desk>
);

const givenOf = ({ id, secret }: Made): [string, string][] => [
  [words.keys.endpoint, `${location.origin}/xapi`],
  [words.keys.key, id],
  [words.keys.secret, secret],
];

function Keys() {
  const { data, error, refetch } = useQuery(keysQuery);
  const [made, setMade] = useState<Made>();
  const [count, setCount] = useState(0); // of those made, so that the next form is empty
  const make = async (wanted: WantedKey) => {
    const { key, secret } = await makeKey(wanted);
    setMade({ label: key.label, id: key.id, secret });
    setCount((now) => now + 1);
    scrollTo({ top: 0 });
  };
  return (
    <>
      {made && <NewSecret title={words.keys.made(made.label)} text={words.keys.once} given={givenOf(made)} kept={words.keys.kept} onKept={() => setMade(undefined)} />}
      {!data && !error && <Skeleton lines={4} />}
      {error && <Failure title={words.keys.failed} error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <p className="desk-none muted">{words.keys.none}</p>}
      {data && data.length > 0 && (
        <ul role="list" className="keys card" aria-label={words.keys.list}>
          {data.map((key) => <KeyRow key={key.id} xapiKey={key} />)}
        </ul>
      )}
      <section className="section" aria-labelledby="make">
        <h2 id="make">{words.keys.make}</h2>
        <KeyForm key={count} button={words.keys.button} failed={words.keys.notMade} onSubmit={make} />
      </section>
    </>
  );
}
