import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client, must } from '~/api/client';

export const noticesQuery = infiniteQueryOptions({
  queryKey: ['notices'],
  queryFn: ({ signal, pageParam }) => must(client.GET('/v1/notices', { params: { query: { before: pageParam || undefined } }, signal })),
  initialPageParam: '',
  getNextPageParam: (last) => last.before,
});

export const settingsQuery = queryOptions({
  queryKey: ['notice-settings'],
  queryFn: ({ signal }) => must(client.GET('/v1/notices/settings', { signal })),
});

export const previewQuery = infiniteQueryOptions({
  queryKey: ['reminder-preview'],
  queryFn: ({ signal, pageParam }) => must(client.GET('/v1/debug/reminder-preview', { params: { query: { after: pageParam || undefined } }, signal })),
  initialPageParam: '',
  getNextPageParam: (last) => last.after,
});

export type Notice = Awaited<ReturnType<typeof readNotices>>['notices'][number];
export type Settings = Awaited<ReturnType<NonNullable<typeof settingsQuery.queryFn>>>;
export type Reminder = Awaited<ReturnType<typeof readPreview>>['reminders'][number];
const readNotices = () => must(client.GET('/v1/notices'));
const readPreview = () => must(client.GET('/v1/debug/reminder-preview'));

export const markRead = (until: string) => must(client.POST('/v1/notices/read', { body: { until } }));
export const saveSettings = ({ kinds, ...rest }: Settings) =>
  must(client.PUT('/v1/notices/settings', { body: { ...rest, kinds: kinds.map(({ kind, in_app, email, push }) => ({ kind, in_app, email, push })) } }));
