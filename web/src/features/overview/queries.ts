import { queryOptions } from '@tanstack/react-query';
import { client, must } from '~/api/client';

// docs/api.md, "The desk". Read again while it is looked at; the server counts at most every five seconds.
export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => must(client.GET('/v1/admin/overview', { signal })),
  refetchInterval: 5_000,
});

export const costsQuery = queryOptions({
  queryKey: ['costs'],
  queryFn: ({ signal }) => must(client.GET('/v1/admin/costs', { params: { query: { days: '30' } }, signal })),
  refetchInterval: 60_000,
});

type Reply<Query extends { queryFn?: unknown }> = Awaited<ReturnType<Extract<Query['queryFn'], (...all: never[]) => unknown>>>;
export type Overview = Reply<typeof overviewQuery>;
export type Part = Overview['parts'][number];
export type Queue = Overview['queues'][number];
export type Cost = Reply<typeof costsQuery>['costs'][number];
