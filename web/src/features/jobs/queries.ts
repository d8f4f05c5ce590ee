import { queryOptions } from '@tanstack/react-query';
import { client, must } from '~/api/client';

// docs/api.md, "Jobs and schedules". All of it is read again while it is looked at: work goes on.
const fresh = 3_000;

export const jobsQuery = queryOptions({
  queryKey: ['jobs', 'all'],
  queryFn: ({ signal }) => must(client.GET('/v1/admin/jobs', { signal })),
  refetchInterval: fresh,
});

export const deadQuery = queryOptions({
  queryKey: ['jobs', 'dead'],
  queryFn: ({ signal }) => must(client.GET('/v1/admin/jobs/dead', { signal })),
  refetchInterval: fresh,
});

export const schedulesQuery = queryOptions({
  queryKey: ['jobs', 'schedules'],
  queryFn: ({ signal }) => must(client.GET('/v1/admin/schedules', { signal })).then((reply) => reply.schedules),
  refetchInterval: fresh,
});

type Reply<Query extends { queryFn?: unknown }> = Awaited<ReturnType<Extract<Query['queryFn'], (...all: never[]) => unknown>>>;
export type Job = Reply<typeof deadQuery>['dead'][number];
export type KindCounts = Reply<typeof jobsQuery>['kinds'][number];
export type Schedule = Reply<typeof schedulesQuery>[number];
export type Slot = Schedule['history'][number];

const byId = (id: string) => ({ params: { path: { id } } });
export const retryJob = (id: string) => must(client.POST('/v1/admin/jobs/{id}/retry', byId(id)));
export const discardJob = (id: string) => must(client.POST('/v1/admin/jobs/{id}/discard', byId(id)));
export const runSchedule = (name: string) => must(client.POST('/v1/admin/schedules/{name}/run', { params: { path: { name } } }));
