import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { coursesQuery } from '~/api/queries';
import type { Course } from '~/api/types';
import { Failure } from '~/ui/failure';
import { Icon } from '~/ui/icons';
import { Skeleton } from '~/ui/skeleton';
import { strings } from '~/ui/strings';
import { matches } from './matches';

export function CourseList({ q }: { q: string }) {
  const { data, error, isPending, refetch } = useQuery(coursesQuery);
  const found = (data ?? []).filter((course) => matches(q, course.title, course.description));
  const near = found.length === 0 && q !== '' ? (data ?? []) : [];
  return (
    <section className="section" aria-labelledby="courses">
      <h2 id="courses">{strings.library.courses}</h2>
      {isPending && <div className="courses"><div className="course-card card pad"><Skeleton lines={4} /></div></div>}
      {error && <Failure title={strings.library.failed} error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <p className="muted">{strings.library.none}</p>}
      {near.length > 0 && <p className="muted discovery-none">{strings.library.noMatch(q)} {strings.library.noMatchNear}</p>}
      <ul role="list" className="courses">
        {(near.length > 0 ? near : found).map((course) => <CourseCard key={course.id} course={course} />)}
      </ul>
    </section>
  );
}

const CourseCard = ({ course }: { course: Course }) => (
  <li className="course-card card">
    <div className="course-cover" data-hue={hue(course.id)} aria-hidden="true"><Icon name="book" /></div>
    <div className="course-text stack">
      <h3>
        <Link to="/course/$courseId" params={{ courseId: course.id }} className="course-link">{course.title}</Link>
      </h3>
      {course.description && <p className="small muted course-about">{course.description}</p>}
      <p className="row small muted">
        {course.sample && <span className="tag tag-accent">{strings.library.sample}</span>}
        <span>{course.pages ? strings.library.pages(course.pages) : strings.library.passages(course.passages)}</span>
      </p>
    </div>
  </li>
);

const hue = (id: string) => [...id].reduce((sum, c) => sum + c.charCodeAt(0), 0) % 4;
