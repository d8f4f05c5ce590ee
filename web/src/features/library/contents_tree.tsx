import { Link, useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Course, ContentsNode } from '~/api/types';
import { buttonClass } from '~/ui/button';
import { Icon } from '~/ui/icons';
import { strings } from '~/ui/strings';
import { StartButton } from './start_button';
import { type Branch, chapters } from './tree';

export function ContentsTree({ course, nodes }: { course: Course; nodes: ContentsNode[] }) {
  const top = chapters(nodes);
  const { hash } = useLocation();
  useEffect(() => {
    const wanted = hash && document.getElementById(hash);
    if (!wanted) return;
    wanted.scrollIntoView({ block: 'center' });
    wanted.focus({ preventScroll: true });
  }, [hash]);
  return (
    <section className="section" aria-labelledby="contents">
      <h2 id="contents">{strings.course.contents}</h2>
      {top.length === 0 && <p className="muted">{strings.course.empty}</p>}
      <ol role="list" className="contents card">
        {top.map((branch) => <Node key={branch.node.id} course={course} branch={branch} depth={0} />)}
      </ol>
    </section>
  );
}

function Node({ course, branch: { node, children }, depth }: { course: Course; branch: Branch; depth: number }) {
  return (
    <li className={depth === 0 ? 'chapter' : undefined} id={`node-${node.id}`} tabIndex={-1}>
      <div className="contents-row" style={{ paddingInlineStart: `calc(var(--s-4) + ${Math.min(depth, 3)} * var(--s-4))` }}>
        <span className={depth === 0 ? 'contents-title contents-chapter' : 'contents-title'}>{node.title}</span>
        <span className="small muted contents-time">{strings.course.minutes(node.minutes)}</span>
        {node.first_passage_id && (
          <Link to="/passage/$passageId" params={{ passageId: node.first_passage_id }} className={buttonClass('icon', false, 'btn-quiet contents-read')} aria-label={strings.course.readOn(node.title)} title={strings.course.readOn(node.title)}>
            <Icon name="book" />
          </Link>
        )}
        {node.passages > 0 && <StartButton look="quiet" body={{ course_id: course.id, node_id: node.id }} label={strings.course.startOn(node.title)}><Icon name="play" /></StartButton>}
      </div>
      {children.length > 0 && (
        <ol role="list">
          {children.map((child) => <Node key={child.node.id} course={course} branch={child} depth={depth + 1} />)}
        </ol>
      )}
    </li>
  );
}
