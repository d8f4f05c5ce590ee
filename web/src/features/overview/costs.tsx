import { useQuery } from '@tanstack/react-query';
import { Failure } from '~/ui/failure';
import { Skeleton } from '~/ui/skeleton';
import { type Cost, costsQuery, overviewQuery } from './queries';
import { Stale } from './stale';
import { words as all } from './strings';

const words = all.costs;
const dollars = (usd: number) => `$${usd.toFixed(usd > 0 && usd < 1 ? 4 : 2)}`;

export function Costs() {
  const query = useQuery(costsQuery);
  const { data, error, refetch } = query;
  return (
    <section className="section" aria-labelledby="costs">
      <h2 id="costs">{words.title}</h2>
      <Spend />
      {!data && !error && <Skeleton lines={3} />}
      {!data && error && <Failure title={words.failed} error={error} onRetry={() => void refetch()} />}
      <Stale query={query} say={words.stale} />
      {data?.costs.length === 0 && <p className="desk-none muted">{words.none}</p>}
      {data && data.costs.length > 0 && <Days costs={data.costs} />}
    </section>
  );
}

function Spend() {
  const spend = useQuery(overviewQuery).data?.spend;
  if (!spend) return null;
  return (
    <p className="spend">
      <span>{words.spent(dollars(spend.today_usd), dollars(spend.cap_usd))}</span>
      <meter aria-label={words.share} min={0} max={spend.cap_usd || 1} high={spend.cap_usd * 0.8} value={Math.min(spend.today_usd, spend.cap_usd)} />
    </p>
  );
}

const Days = ({ costs }: { costs: Cost[] }) => (
  // Wider than a telephone: it scrolls by itself, by the keyboard too.
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
  <div className="figures-wide card" tabIndex={0} role="region" aria-label={words.table}>
    <table className="figures">
      <thead>
        <tr>{[words.day, words.alias, words.calls, words.failures, words.tokens, words.usd].map((head) => <th key={head} scope="col">{head}</th>)}</tr>
      </thead>
      <tbody>
        {costs.map(({ day, alias, calls, failed, tokens_in, tokens_out, usd }) => (
          <tr key={day + alias}>
            <th scope="row">{day}</th>
            <td>{alias}</td>
            {[calls, failed, tokens_in + tokens_out].map((one, i) => <td key={i}>{one.toLocaleString()}</td>)}
            <td>{dollars(usd)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
