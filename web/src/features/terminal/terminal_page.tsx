import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '~/ui/announce';
import { Failure } from '~/ui/failure';
import { Skeleton } from '~/ui/skeleton';
import { Desk } from '../admin/desk';
import { FoundTable } from './found_table';
import { ask, type Given, type NamedQuery, queriesQuery } from './queries';
import { QueryForm } from './query_form';
import { words } from './strings';
import './terminal.css';

export const TerminalPage = () => (
  <Desk title={words.title} lead={words.lead}>
    <Terminal />
  </Desk>
);

function Terminal() {
  const { data, error, refetch } = useQuery(queriesQuery);
  if (error) return <Failure title={words.failed} error={error} onRetry={() => void refetch()} />;
  return data ? <Asking queries={data} /> : <Skeleton lines={6} />;
}

function Asking({ queries }: { queries: NamedQuery[] }) {
  const [name, setName] = useState(queries[0]?.name ?? '');
  const run = useMutation({
    mutationFn: ({ query, given }: { query: NamedQuery; given: Given }) => ask(query, given),
    onSuccess: ({ rows, more, took_ms }) => announce(words.found(rows.length, more, took_ms)),
  });
  const choose = (next: string) => {
    setName(next);
    run.reset();
  };
  return (
    <div className="terminal">
      <QueryForm queries={queries} name={name} running={run.isPending} onChoose={choose} onRun={(query, given) => run.mutate({ query, given })} />
      <section className="terminal-found" aria-labelledby="found" aria-busy={run.isPending}>
        <h2 id="found">{words.result}</h2>
        {run.isPending && <Skeleton lines={6} />}
        {run.error && <Failure title={words.notRun} error={run.error} />}
        {run.data ? <FoundTable found={run.data} /> : !run.isPending && !run.error && <p className="muted">{words.hint}</p>}
      </section>
    </div>
  );
}
