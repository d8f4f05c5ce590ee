import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { lessonQuery } from '~/api/queries';
import { useTurn } from '~/api/use_turn';
import { Failure } from '~/ui/failure';
import { Page } from '~/ui/page';
import { warmUp } from '~/ui/markdown/prepared';
import { strings } from '~/ui/strings';
import { useTitle } from '~/ui/title';
import { Room } from './room';

export function RoomPage() {
  const { lessonId } = useParams({ from: '/lesson/$lessonId' });
  return <Opened key={lessonId} lessonId={lessonId} />;
}

function Opened({ lessonId }: { lessonId: string }) {
  const { data: lesson } = useQuery(lessonQuery(lessonId));
  const followed = useTurn(`/v1/lesson/${lessonId}/stream`);
  const queries = useQueryClient();
  const title = followed.turn.plan?.title ?? lesson?.title;
  useTitle(title);
  useEffect(warmUp, []);
  useEffect(() => () => void queries.invalidateQueries({ queryKey: ['lessons'] }), [queries]);
  if (followed.problem)
    return (
      <Page>
        <h1 className="sr-only">{strings.room.failed}</h1>
        <Failure title={strings.room.failed} error={followed.problem} onRetry={followed.again} />
      </Page>
    );
  return <Room lessonId={lessonId} title={title ?? strings.room.preparing} courseId={lesson?.plan.course_id} followed={followed} />;
}
