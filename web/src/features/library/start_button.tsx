import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { startLesson } from '~/api/actions';
import { alarm, announce } from '~/ui/announce';
import { Button } from '~/ui/button';
import { strings } from '~/ui/strings';

type Props = { body: Parameters<typeof startLesson>[0]; children?: ReactNode; label?: string; look?: 'plain' | 'primary' | 'quiet'; big?: boolean };

// Makes a lesson and goes to it.
export function StartButton({ body, children, label, look = 'primary', big }: Props) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const start = useMutation({
    mutationFn: () => startLesson(body),
    onMutate: () => announce(strings.course.starting),
    onSuccess: async (lesson) => {
      void queries.invalidateQueries({ queryKey: ['lessons'] });
      await navigate({ to: '/lesson/$lessonId', params: { lessonId: lesson.id } });
    },
    onError: (error) => alarm(`${strings.course.startFailed}. ${error.message}`),
  });
  return (
    <span className="start">
      <Button look={look} big={big} aria-label={label} title={label} aria-disabled={start.isPending} onClick={() => !start.isPending && start.mutate()}>
        {start.isPending && !label ? strings.course.starting : (children ?? strings.course.start)}
      </Button>
      {start.error && <span className="start-failed small">{'topic' in body ? strings.library.teachFailed : `${strings.course.startFailed}. ${start.error.message}`}</span>}
    </span>
  );
}
