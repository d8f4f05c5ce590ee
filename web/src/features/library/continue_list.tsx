import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lessonsQuery } from '~/api/queries';
import { Icon } from '~/ui/icons';
import { strings } from '~/ui/strings';
import { isFinished } from '../tutor/shown_parts';

const most = 3;

export function ContinueList() {
  const { data } = useQuery(lessonsQuery);
  const open = (data ?? []).filter((lesson) => !(lesson.state === 'done' && isFinished(lesson.id)) && lesson.beats > 0).slice(0, most);
  if (open.length === 0) return null;
  return (
    <section className="section" aria-labelledby="continue">
      <h2 id="continue">{strings.library.continueTitle}</h2>
      <ul role="list" className="continue">
        {open.map((lesson) => (
          <li key={lesson.id}>
            <Link to="/lesson/$lessonId" params={{ lessonId: lesson.id }} className="continue-one card">
              <span className="continue-go"><Icon name="play" /></span>
              <span className="stack continue-text">
                <strong>{lesson.title}</strong>
                <span className="small muted">{strings.library.progress(lesson.answered, lesson.beats)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
