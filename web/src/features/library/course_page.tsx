import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { contentsQuery } from '~/api/queries';
import { Failure } from '~/ui/failure';
import { Page } from '~/ui/page';
import { Skeleton } from '~/ui/skeleton';
import { strings } from '~/ui/strings';
import { useTitle } from '~/ui/title';
import { AskCourse } from '../ask/ask_course';
import { Abilities } from './abilities';
import { ContentsTree } from './contents_tree';
import './course.css';
import { CourseHead } from './course_head';

export function CoursePage() {
  const { courseId } = useParams({ from: '/course/$courseId' });
  const { data, error, refetch } = useQuery(contentsQuery(courseId));
  useTitle(data?.course.title);
  return (
    <Page className="course">
      {!data && !error && <><h1 className="sr-only">{strings.app.loading}</h1><Skeleton lines={6} /></>}
      {error && <><h1 className="sr-only">{strings.course.failed}</h1><Failure title={strings.course.failed} error={error} onRetry={() => void refetch()} /></>}
      {data && (
        <>
          <CourseHead contents={data} />
          <div className="course-columns">
            <div>
              <Abilities nodes={data.nodes} />
              <ContentsTree course={data.course} nodes={data.nodes} />
            </div>
            <AskCourse courseId={courseId} />
          </div>
        </>
      )}
    </Page>
  );
}
