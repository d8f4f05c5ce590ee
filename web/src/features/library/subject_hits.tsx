import { useQueries, useQuery } from '@tanstack/react-query';
import { contentsQuery, coursesQuery } from '~/api/queries';
import { Icon } from '~/ui/icons';
import { strings } from '~/ui/strings';
import { matches } from './matches';
import { StartButton } from './start_button';

const most = 8;

// Chapters and sections whose title fits the query, over all courses.
export function SubjectHits({ q }: { q: string }) {
  const { data: courses = [] } = useQuery(coursesQuery);
  const contents = useQueries({ queries: courses.map((course) => contentsQuery(course.id)) });
  const hits = contents
    .flatMap(({ data }) => (data?.nodes ?? []).map((node) => ({ node, course: data?.course })))
    .filter(({ node }) => matches(q, node.title))
    .slice(0, most);
  return (
    <section className="section" aria-labelledby="subjects">
      <h2 id="subjects">{strings.library.found}</h2>
      {hits.length > 0 && (
        <ul role="list" className="subjects card">
          {hits.map(({ node, course }) => (
            <li key={node.id} className="subject row">
              <span className="subject-title">
                <strong>{node.title}</strong>
                {course && <span className="small muted"> {strings.library.inCourse(course.title)}</span>}
              </span>
              <span className="small muted">{strings.course.minutes(node.minutes)}</span>
              {course && <StartButton look="plain" body={{ course_id: course.id, node_id: node.id }} label={strings.course.startOn(node.title)}><Icon name="play" /></StartButton>}
            </li>
          ))}
        </ul>
      )}
      <p className="discovery-teach">
        <StartButton look="plain" body={{ topic: q }}>{strings.library.teachMe(q)}</StartButton>
      </p>
    </section>
  );
}
