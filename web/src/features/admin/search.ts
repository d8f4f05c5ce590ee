// What the address of the statements page says. `who` is an Agent in JSON, as the store takes it; times are RFC 3339.
export type Filters = { who?: string; verb?: string; activity?: string; related?: boolean; registration?: string; since?: string; until?: string };

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined);

export const readFilters = (search: Record<string, unknown>): Filters => ({
  who: typeof search.who === 'object' && search.who ? JSON.stringify(search.who) : text(search.who),
  verb: text(search.verb),
  activity: text(search.activity),
  related: search.related === true || undefined,
  registration: text(search.registration),
  since: text(search.since),
  until: text(search.until),
});
