import { useQuery } from '@tanstack/react-query';
import { Failure } from '~/ui/failure';
import { Skeleton } from '~/ui/skeleton';
import { Desk } from './desk';
import { IssuerForm } from './issuer_form';
import { IssuerRow } from './issuer_row';
import { issuersQuery } from './queries';
import { words } from './strings';

export const IssuersPage = () => (
  <Desk title={words.issuers.title} lead={words.issuers.lead}>
    <Issuers />
  </Desk>
);

function Issuers() {
  const { data, error, refetch } = useQuery(issuersQuery);
  return (
    <>
      {!data && !error && <Skeleton lines={4} />}
      {error && <Failure title={words.issuers.failed} error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <p className="desk-none muted">{words.issuers.none}</p>}
      {data && data.length > 0 && (
        <ul role="list" className="keys card" aria-label={words.issuers.list}>
          {data.map((issuer) => <IssuerRow key={issuer.id} issuer={issuer} />)}
        </ul>
      )}
      <section className="section" aria-labelledby="make">
        <h2 id="make">{words.issuers.make}</h2>
        <IssuerForm />
      </section>
    </>
  );
}
