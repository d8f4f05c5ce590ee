import { useQuery } from '@tanstack/react-query';
import { Failure } from '~/ui/failure';
import { Skeleton } from '~/ui/skeleton';
import { Desk } from '../admin/desk';
import { Costs } from './costs';
import { Health } from './health';
import { Live } from './live';
import { Numbers } from './numbers';
import './overview.css';
import { overviewQuery } from './queries';
import { Queues } from './queues';
import { words } from './strings';

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
  const { data, error, refetch } = useQuery(overviewQuery);
  if (error) return <Failure title={words.failed} error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={10} />;
  return (
    <>
      <Health parts={data.parts} />
      <Numbers numbers={data.numbers} />
      <Queues queues={data.queues} />
    </>
  );
}
