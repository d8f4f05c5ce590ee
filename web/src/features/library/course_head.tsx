import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lessonsQuery } from '~/api/queries';
import type { Contents } from '~/api/types';
import { buttonClass } from '~/ui/button';
import { Icon } from '~/ui/icons';
import { strings } from '~/ui/strings';
import { isFinished } from '../tutor/shown_parts';
import { StartButton } from './start_button';
import { chapters } from './tree';

export function CourseHead({ contents: { course, nodes } }: { contents: Contents }) {
  const { data: lessons } = useQuery(lessonsQuery);
  const open = lessons?.find((lesson) => lesson.course_id === course.id && !isFinished(lesson.id) && lesson.beats > 0);
  const minutes = chapters(nodes).reduce((sum, chapter) => sum + chapter.node.minutes, 0);
  return (
    <header className="course-head">
      <h1>{course.title}</h1>
      {course.description && <p className="course-lead muted">{course.description}</p>}
      <p className="row muted small">
        {course.sample && <span className="tag tag-accent">{strings.library.sample}</span>}
        {minutes > 0 && <span className="row course-time"><Icon name="clock" />{strings.course.about(minutes)}</span>}
        <span>{strings.library.passages(course.passages)}</span>
      </p>
      <div className="row course-actions">
        <StartButton big body={{ course_id: course.id }} />
        {open && <Link to="/lesson/$lessonId" params={{ lessonId: open.id }} className={buttonClass('plain', true)}>{strings.course.resume}</Link>}
      </div>
    </header>
  );
}
