import { sayTime } from '../admin/reading';

type Shown = { data: unknown; error: unknown; dataUpdatedAt: number };

// Of what is read again and again: one reading that failed leaves what was shown, with a line that says how old it is.
export function Stale({ query: { data, error, dataUpdatedAt }, say }: { query: Shown; say(when: string): string }) {
  if (!data || !error) return null;
  return <p role="status" className="verdict is-warn">{say(sayTime(new Date(dataUpdatedAt).toISOString()))}</p>;
}
