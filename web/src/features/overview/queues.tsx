import { Link } from '@tanstack/react-router';
import type { Queue } from './queries';
import { words } from './strings';

const pageOf = (name: string) => (name.startsWith('forwards') ? '/ui/admin/forwarding' : name.startsWith('statements') ? '/ui/test-etl-streaming' : '/ui/admin/jobs');

export const Queues = ({ queues }: { queues: Queue[] }) => (
  <section className="section" aria-labelledby="queues">
    <h2 id="queues">{words.queues.title}</h2>
    <p className="muted">{words.queues.lead}</p>
    <ul role="list" className="queues">
      {queues.map(({ name, depth }) => (
        <li key={name} className={name.endsWith('dead letters') && depth > 0 ? 'queue is-bad' : 'queue'}>
          <Link to={pageOf(name)}>{name}</Link>
          <span>{depth.toLocaleString()}</span>
        </li>
      ))}
    </ul>
  </section>
);
