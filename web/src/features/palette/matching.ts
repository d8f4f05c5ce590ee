export type Entry = { id: string; name: string; more: string };

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

// How far the letters of `typed` lie apart in `text`, one after the other; undefined when they do not stand there.
function spread(text: string, typed: string): number | undefined {
  let first: number | undefined;
  let at = -1;
  for (const letter of typed) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return undefined;
    first ??= at;
  }
  return at - (first ?? 0);
}

function rank({ name, more }: Entry, typed: string): number | undefined {
  const title = plain(name);
  if (title.startsWith(typed)) return 0;
  if (title.includes(` ${typed}`)) return 1;
  if (title.includes(typed)) return 2;
  if (plain(more).includes(typed)) return 3;
  const far = spread(title, typed);
  return far === undefined ? undefined : 4 + far;
}

// The entries that fit, the best first; all of them for nothing typed.
export function matching<Some extends Entry>(entries: Some[], typed: string): Some[] {
  const wanted = plain(typed.trim());
  if (!wanted) return entries;
  return entries
    .map((entry) => ({ entry, rank: rank(entry, wanted) }))
    .filter((one): one is { entry: Some; rank: number } => one.rank !== undefined)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry);
}
