import { queryOptions } from '@tanstack/react-query';
import { client, must } from '~/api/client';
import { Problem } from '~/api/problem';

const poll = 3_000;
const byId = (id: string) => ({ params: { path: { id } } });

export const forwardsQuery = queryOptions({
  queryKey: ['forwards'],
  queryFn: ({ signal }) => must(client.GET('/v1/xapi/forwards', { signal })).then((reply) => reply.forwards),
  refetchInterval: poll,
});

export type Forward = Awaited<ReturnType<NonNullable<typeof forwardsQuery.queryFn>>>[number];

export const refusedQuery = (id: string) =>
  queryOptions({
    queryKey: ['forwards', id, 'refused'],
    queryFn: ({ signal }) => must(client.GET('/v1/xapi/forwards/{id}/dead-letters', { ...byId(id), signal })).then((reply) => reply.dead_letters),
  });

export type NewForward = {
  label: string; kind: 'lrs' | 'webhook'; url: string; key?: string; secret?: string; version?: string; filter?: { verbs: string[] }; since?: string;
};
export const addForward = (body: NewForward) => must(client.POST('/v1/xapi/forwards', { body }));
export const changeForward = (id: string, { label, url, key, secret, version, filter }: NewForward) =>
  must(client.PUT('/v1/xapi/forwards/{id}', { ...byId(id), body: { label, url, key, secret, version, filter } }));
export const pauseForward = (id: string) => must(client.POST('/v1/xapi/forwards/{id}/pause', byId(id)));
export const resumeForward = (id: string) => must(client.POST('/v1/xapi/forwards/{id}/resume', byId(id)));
export const replayForward = (id: string, since?: string) => must(client.POST('/v1/xapi/forwards/{id}/replay', { ...byId(id), body: { since } }));
export const retryRefused = (id: string) => must(client.POST('/v1/xapi/forwards/{id}/dead-letters/retry', { ...byId(id), body: {} }));

export async function removeForward(id: string): Promise<void> {
  const { response } = await client.DELETE('/v1/xapi/forwards/{id}', byId(id));
  if (!response.ok) throw new Problem(response.status, 'not_found', '');
}
