const fold = (text: string) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

// True when every word of the query begins or stands inside one of the texts.
export function matches(query: string, ...texts: (string | undefined)[]): boolean {
  const all = fold(texts.join(' '));
  return fold(query).split(/\s+/).every((word) => all.includes(word));
}
