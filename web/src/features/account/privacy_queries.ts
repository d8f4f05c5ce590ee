import { queryOptions } from '@tanstack/react-query';
import { client, must } from '~/api/client';
import { toProblem } from '~/api/problem';

export const exportsQuery = queryOptions({
  queryKey: ['exports'],
  queryFn: ({ signal }) => must(client.GET('/v1/account/exports', { signal })).then((reply) => reply.exports),
  refetchInterval: (query) => (query.state.data?.some(({ state }) => state === 'building') ? 700 : false),
});
export const consentsQuery = queryOptions({
  queryKey: ['consents'],
  queryFn: ({ signal }) => must(client.GET('/v1/account/consents', { signal })),
});
export type Consent = Awaited<ReturnType<NonNullable<typeof consentsQuery.queryFn>>>['consents'][number];

export const askExport = () => must(client.POST('/v1/account/export', { body: {} }));
export const exportPath = (id: string) => `/v1/account/exports/${encodeURIComponent(id)}`;
export const decide = (kind: string, version: number, given: boolean) => must(client.POST('/v1/account/consents', { body: { kind, version, given } }));
export async function deleteAccount(word: string): Promise<void> {
  const { error, response } = await client.POST('/v1/account/delete', { body: { word } });
  if (!response.ok) throw toProblem(response.status, error);
}
