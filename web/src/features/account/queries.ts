import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { client, must } from '~/api/client';
import { toProblem } from '~/api/problem';

export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: ({ signal }) => must(client.GET('/v1/account', { signal })),
  retry: false,
});

// Whether this server sends mail; what needs mail is not offered without.
export const mailQuery = queryOptions({
  queryKey: ['mail'],
  queryFn: ({ signal }) => must(client.GET('/v1/healthz', { signal })).then(({ mail }) => mail === 'configured'),
  staleTime: 600_000,
});

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => must(client.GET('/v1/auth/sessions', { signal })).then((reply) => reply.sessions),
});

// Where people may sign in beside here.
export const offeredQuery = queryOptions({
  queryKey: ['offered'],
  queryFn: ({ signal }) => must(client.GET('/v1/auth/openid', { signal })).then((reply) => reply.issuers),
});

export const linksQuery = queryOptions({
  queryKey: ['links'],
  queryFn: ({ signal }) => must(client.GET('/v1/account/links', { signal })).then((reply) => reply.links),
});

export const usersQuery = (q: string, role: string) =>
  infiniteQueryOptions({
    queryKey: ['users', q, role],
    queryFn: ({ signal, pageParam }) => must(client.GET('/v1/admin/users', { params: { query: { q: q || undefined, role: role || undefined, after: pageParam || undefined } }, signal })),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  });

export type WayIn = Awaited<ReturnType<NonNullable<typeof linksQuery.queryFn>>>[number];
export type User = { id: string; name: string; email?: string; role: string; disabled: boolean; created_at: string; seen_at?: string };
export type OpenSession = Awaited<ReturnType<NonNullable<typeof sessionsQuery.queryFn>>>[number];

async function done(call: Promise<{ error?: unknown; response: Response }>): Promise<void> {
  const { error, response } = await call;
  if (!response.ok) throw toProblem(response.status, error);
}

export const signUp = (body: { name: string; email?: string; password: string }) => must(client.POST('/v1/signup', { body }));
export const signIn = (name: string, password: string) => must(client.POST('/v1/login', { body: { name, password } }));
export const signOut = () => done(client.POST('/v1/logout'));
export const signOutEverywhere = () => done(client.POST('/v1/logout/all'));
export const endSession = (id: string) => done(client.DELETE('/v1/auth/sessions/{id}', { params: { path: { id } } }));
export const changeAccount = (body: { name?: string; email?: string; password?: string }) => must(client.PATCH('/v1/account', { body }));
export const changePassword = (present: string, next: string) => must(client.POST('/v1/account/password', { body: { present, next } }));
export const askVerification = () => must(client.POST('/v1/account/verification'));
export const verifyAddress = (token: string) => done(client.POST('/v1/auth/verify', { body: { token } }));
export const askReset = (email: string) => must(client.POST('/v1/auth/reset', { body: { email } }));
export const resetPassword = (token: string, password: string) => done(client.POST('/v1/auth/reset/confirm', { body: { token, password } }));
export const depart = (body: { issuer: string; return_to: string; link?: boolean; confirm?: boolean; password?: string }) => must(client.POST('/v1/auth/openid', { body }));
export const unlink = (id: string) => done(client.DELETE('/v1/account/links/{id}', { params: { path: { id } } }));
export const giveRole = (id: string, role: string) => must(client.POST('/v1/admin/users/{id}/role', { params: { path: { id } }, body: { role } }));
export const disable = (id: string) => must(client.POST('/v1/admin/users/{id}/disable', { params: { path: { id } } }));
export const enable = (id: string) => must(client.POST('/v1/admin/users/{id}/enable', { params: { path: { id } } }));

// Another person is here: nothing that was read for the one before is shown any more.
export const forgetAll = (all: QueryClient) => all.resetQueries();
