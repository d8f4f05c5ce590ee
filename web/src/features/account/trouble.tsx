import { Problem } from '~/api/problem';
import { Failure } from '~/ui/failure';
import { words } from './strings';

// What is wrong with one member of what was sent.
export const wrongOf = (error: unknown, pointer: string) => (error instanceof Problem && error.pointer === pointer ? error.message : undefined);

// What is wrong with none of `pointers` in particular, with the time to wait where there is one.
export function Trouble({ title, error, pointers = [] }: { title: string; error: unknown; pointers?: string[] }) {
  if (!error || (error instanceof Problem && error.pointer && pointers.includes(error.pointer))) return null;
  return (
    <>
      <Failure title={title} error={error} />
      {error instanceof Problem && error.retryAfterMs !== undefined && <p className="muted">{words.wait(error.retryAfterMs)}</p>}
    </>
  );
}
