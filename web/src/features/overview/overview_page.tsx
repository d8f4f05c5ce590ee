import { useQuery } from '@tanstack/react-query';
import { Failure } from '~/ui/failure';
import { Skeleton } from '~/ui/skeleton';
import { Desk } from '../admin/desk';
import { isStranger } from '../admin/queries';
import { Costs } from './costs';
import { Health } from './health';
import { Live } from './live';
import { Numbers } from './numbers';
import './overview.css';
import { overviewQuery } from './queries';
import { Queues } from './queues';
import { Stale } from './stale';
import { words } from './strings';
import { useSignInAgain } from './use_sign_in_again';

export const OverviewPage = () => (
  <Desk title={words.title} lead={words.lead}>
    <div className="overview">
      <State />
      <Costs />
      <Live />
    </div>
  </Desk>
);

function State() {
  const query = useQuery(overviewQuery);
  const { data, error, refetch } = query;
  useSignInAgain(isStranger(error));
  if (!data) return error ? <Failure title={words.failed} error={error} onRetry={() => void refetch()} /> : <Skeleton lines={10} />;
  return (
    <>
      <Stale query={query} say={words.stale} />
      <Health parts={data.parts} />
      <Numbers numbers={data.numbers} />
      <Queues queues={data.queues} />
    </>
  );
}
