import { useMutation } from '@tanstack/react-query';
import { continueLesson, stopLesson } from '~/api/actions';
import { alarm } from '~/ui/announce';

export function useContinue(lesson: string, again: () => void) {
  const call = useMutation({ mutationFn: () => continueLesson(lesson), onSuccess: again });
  return { busy: call.isPending, error: call.error?.message, run: () => call.mutate() };
}

export function useStop(lesson: string) {
  const call = useMutation({ mutationFn: () => stopLesson(lesson), onError: (error) => alarm(error.message) });
  return () => call.mutate();
}
