import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure } from '~/ui/failure';
import { Skeleton } from '~/ui/skeleton';
import { Desk } from './desk';
import { ForwardCard } from './forward_card';
import { ForwardForm } from './forward_form';
import { addForward, forwardsQuery, type NewForward } from './moves';
import { NewSecret } from './new_secret';
import { words } from './strings';

export const ForwardingPage = () => (
  <Desk title={words.forwarding.title} lead={words.forwarding.lead}>
    <Targets />
  </Desk>
);

function Targets() {
  const { data, error, refetch } = useQuery(forwardsQuery);
  const [made, setMade] = useState<{ label: string; secret: string }>();
  const [count, setCount] = useState(0); // of those made, so that the next form is empty
  const add = async (wanted: NewForward) => {
    const { forward, secret } = await addForward(wanted);
    if (secret) setMade({ label: forward.label, secret });
    setCount((now) => now + 1);
  };
  return (
    <>
      {made && (
        <NewSecret title={words.forwarding.made(made.label)} text={words.forwarding.once} given={[[words.forwarding.secret, made.secret]]} kept={words.forwarding.kept} onKept={() => setMade(undefined)} />
      )}
      {!data && !error && <Skeleton lines={4} />}
      {error && <Failure title={words.forwarding.failed} error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <p className="desk-none muted">{words.forwarding.none}</p>}
      <ul role="list" className="forwards" aria-label={words.forwarding.list}>
        {data?.map((forward) => <ForwardCard key={forward.id} forward={forward} />)}
      </ul>
      <section className="section" aria-labelledby="forward">
        <h2 id="forward">{words.forwarding.make}</h2>
        <ForwardForm key={count} button={words.forwarding.button} failed={words.forwarding.notMade} onSubmit={add} />
      </section>
    </>
  );
}
