import { queryOptions } from '@tanstack/react-query';
import { client, must } from '~/api/client';
import { Problem } from '~/api/problem';

export { sessionQuery } from '~/api/who';

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: ({ signal }) => must(client.GET('/v1/xapi/keys', { signal })).then((reply) => reply.keys),
});

export const issuersQuery = queryOptions({
  queryKey: ['issuers'],
  queryFn: ({ signal }) => must(client.GET('/v1/admin/issuers', { signal })).then((reply) => reply.issuers),
});

export type Issuer = Awaited<ReturnType<NonNullable<typeof issuersQuery.queryFn>>>[number];
export type NewIssuer = { id: string; label: string; client_id: string; kind: string; issuer?: string; client_secret?: string; team_id?: string; key_id?: string; key?: string };
export const makeIssuer = (body: NewIssuer) => must(client.POST('/v1/admin/issuers', { body }));

export async function removeIssuer(id: string): Promise<void> {
  const { response } = await client.DELETE('/v1/admin/issuers/{id}', { params: { path: { id } } });
  if (!response.ok) throw new Problem(response.status, 'not_found', '');
}

export type Key = Awaited<ReturnType<NonNullable<typeof keysQuery.queryFn>>>[number];

export const signIn = (token: string) => must(client.POST('/v1/auth/token', { body: { token } }));
export type WantedKey = { label: string; scopes: string[]; requests_per_minute?: number; statements_per_day?: number };
export const makeKey = (body: WantedKey) => must(client.POST('/v1/xapi/keys', { body }));
export const changeKey = (id: string, body: WantedKey) => must(client.PUT('/v1/xapi/keys/{id}', { params: { path: { id } }, body }));

export async function revokeKey(id: string): Promise<void> {
  const { response } = await client.DELETE('/v1/xapi/keys/{id}', { params: { path: { id } } });
  if (!response.ok) throw new Problem(response.status, 'not_found', '');
}

// The session has ended, or is a learner's.
export const isStranger = (error: unknown) => error instanceof Problem && (error.status === 401 || error.status === 403);
