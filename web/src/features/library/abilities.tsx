import type { ContentsNode } from '~/api/types';
import { Icon } from '~/ui/icons';
import { strings } from '~/ui/strings';
import { chapters } from './tree';

const most = 6;

export function Abilities({ nodes }: { nodes: ContentsNode[] }) {
  const topics = chapters(nodes).slice(0, most);
  if (topics.length === 0) return null;
  return (
    <section className="section" aria-labelledby="able">
      <h2 id="able">{strings.course.able}</h2>
      <ul role="list" className="able">
        {topics.map(({ node, children }) => (
          <li key={node.id}>
            <Icon name="check" />
            <span><strong>{node.title}</strong><br /><span className="muted small">{strings.course.ableTo(node.title, children.slice(0, 4).map((child) => child.node.title))}</span></span>
          </li>
        ))}
      </ul>
    </section>
  );
}
