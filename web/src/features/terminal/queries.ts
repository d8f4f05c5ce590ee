import { queryOptions } from '@tanstack/react-query';
import { client, must } from '~/api/client';

// docs/api.md, "The terminal".
export const queriesQuery = queryOptions({
  queryKey: ['terminal'],
  queryFn: ({ signal }) => must(client.GET('/v1/debug/queries', { signal })).then((reply) => reply.queries),
  staleTime: Number.POSITIVE_INFINITY,
});

export type NamedQuery = Awaited<ReturnType<NonNullable<typeof queriesQuery.queryFn>>>[number];
export type Parameter = NamedQuery['parameters'][number];
export type Column = NamedQuery['columns'][number];
export type Cell = string | number | boolean | null;
export type Given = Record<string, string>;
export type Found = { query: string; columns: Column[]; rows: Cell[][]; more: boolean; took_ms: number };

const typed = ({ kind }: Parameter, text: string) => (kind === 'days' || kind === 'integer' ? Number(text) : text);

// What is left empty takes its default.
export function ask(query: NamedQuery, given: Given): Promise<Found> {
  const parameters = Object.fromEntries(query.parameters.filter(({ name }) => given[name]).map((one) => [one.name, typed(one, given[one.name] ?? '')]));
  return must(client.POST('/v1/debug/query', { body: { query: query.name, parameters: parameters as Record<string, never> } })) as unknown as Promise<Found>;
}
