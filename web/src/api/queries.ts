import { queryOptions } from '@tanstack/react-query';
import { client, must } from './client';

export const coursesQuery = queryOptions({
  queryKey: ['courses'],
  queryFn: ({ signal }) => must(client.GET('/v1/courses', { signal })).then((reply) => reply.courses),
});

export const lessonsQuery = queryOptions({
  queryKey: ['lessons'],
  queryFn: ({ signal }) => must(client.GET('/v1/lessons', { signal })).then((reply) => reply.lessons),
});

export const contentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['contents', id],
    queryFn: ({ signal }) => must(client.GET('/v1/courses/{id}/toc', { params: { path: { id } }, signal })),
    staleTime: 60_000,
  });

export const passageQuery = (id: string) =>
  queryOptions({
    queryKey: ['passage', id],
    queryFn: ({ signal }) => must(client.GET('/v1/passages/{id}', { params: { path: { id } }, signal })),
    staleTime: Infinity,
  });

export const lessonQuery = (id: string) =>
  queryOptions({
    queryKey: ['lesson', id],
    queryFn: ({ signal }) => must(client.GET('/v1/lesson/{id}', { params: { path: { id } }, signal })),
  });

export const searchQuery = (id: string, q: string) =>
  queryOptions({
    queryKey: ['search', id, q],
    queryFn: ({ signal }) =>
      must(client.GET('/v1/courses/{id}/search', { params: { path: { id }, query: { q, limit: '6' } }, signal })).then((reply) => reply.hits),
    staleTime: 60_000,
  });

const busy = (state: string) => state !== 'done' && state !== 'failed';

export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: ({ signal }) => must(client.GET('/v1/imports', { signal })).then((reply) => reply.imports),
  refetchInterval: (query) => (query.state.data?.some((one) => busy(one.state)) ? 500 : false),
});
