import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { passageQuery } from '~/api/queries';
import { Page } from '~/ui/page';
import { strings } from '~/ui/strings';
import { useTitle } from '~/ui/title';
import { PassageBody } from './passage_body';

export function PassagePage() {
  const { passageId } = useParams({ from: '/passage/$passageId' });
  const { start, end } = useSearch({ from: '/passage/$passageId' });
  const navigate = useNavigate();
  const { data } = useQuery(passageQuery(passageId));
  const quote = useMemo(() => (start !== undefined && end !== undefined ? { start, end } : undefined), [start, end]);
  const title = data?.path.at(-1) ?? strings.passage.title;
  useTitle(title);
  return (
    <Page className="passage-page">
      <h1>{title}</h1>
      {data && <p className="muted"><Link to="/course/$courseId" params={{ courseId: data.course_id }}>{data.course_title}</Link></p>}
      <div className="card pad">
        <PassageBody id={passageId} quote={quote} onGo={(id) => void navigate({ to: '/passage/$passageId', params: { passageId: id } })} />
      </div>
    </Page>
  );
}
