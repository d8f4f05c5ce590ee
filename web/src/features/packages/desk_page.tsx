import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { announce } from '~/ui/announce';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Skeleton } from '~/ui/skeleton';
import { Desk } from '../admin/desk';
import { sayDate } from '../admin/reading';
import { Sure } from '../admin/sure';
import './packages.css';
import { importPackage, type Package, packagesQuery, removePackage, renewPackages } from './queries';
import { words as all } from './strings';

const words = all.desk;

export const PackagesDeskPage = () => (
  <Desk title={words.title} lead={words.lead}>
    <Import />
    <Packages />
  </Desk>
);

function Import() {
  const field = useRef<HTMLInputElement>(null);
  const queries = useQueryClient();
  const bring = useMutation({
    mutationFn: importPackage,
    onSuccess: ({ title }) => {
      announce(words.imported(title));
      return renewPackages(queries);
    },
  });
  const take = (file?: File) => {
    if (file) bring.mutate(file);
    if (field.current) field.current.value = '';
  };
  return (
    <div className="stack">
      <input ref={field} type="file" accept=".zip,.xml" hidden aria-label={words.choose} onChange={(event) => take(event.target.files?.[0])} />
      <p><Button look="primary" disabled={bring.isPending} onClick={() => field.current?.click()}>{bring.isPending ? words.importing : words.choose}</Button></p>
      {bring.error && <Failure title={words.notImported} error={bring.error} />}
    </div>
  );
}

function Packages() {
  const { data, error, refetch } = useQuery(packagesQuery);
  return (
    <>
      {!data && !error && <Skeleton lines={4} />}
      {error && <Failure title={all.failed} error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <p className="desk-none muted">{words.none}</p>}
      {data && data.length > 0 && (
        <ul role="list" className="units card" aria-label={words.list}>
          {data.map((one) => <Row key={one.id} one={one} />)}
        </ul>
      )}
    </>
  );
}

function Row({ one: { id, title, publisher_id, units, made_at } }: { one: Package }) {
  const [asked, setAsked] = useState(false);
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removePackage(id),
    onSuccess: () => {
      announce(words.removed);
      return renewPackages(queries);
    },
  });
  return (
    <li className="unit">
      <div className="unit-text">
        <strong><Link to="/package/$packageId" params={{ packageId: id }}>{title}</Link></strong>
        <p className="small muted">{all.units(units)}, {words.since(sayDate(made_at))}</p>
        <code className="small">{publisher_id}</code>
      </div>
      {!asked && <Button look="quiet" aria-label={words.removeOne(title)} onClick={() => setAsked(true)}>{words.remove}</Button>}
      {asked && <Sure label={words.removeOne(title)} text={words.sure} yes={words.removeNow} no={words.keep} busy={remove.isPending} onYes={() => remove.mutate()} onNo={() => setAsked(false)} />}
      {remove.error && <Failure title={words.notRemoved} error={remove.error} />}
    </li>
  );
}
