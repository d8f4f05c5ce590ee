import { queryOptions } from '@tanstack/react-query';
import { client, must } from '~/api/client';

// docs/api.md, "Backups". Read again while work on them goes on.
export const backupsQuery = queryOptions({
  queryKey: ['backups'],
  queryFn: ({ signal }) => must(client.GET('/v1/admin/backups', { signal })),
  refetchInterval: (query) => (query.state.data?.work.some(({ state }) => open.includes(state)) ? 1_000 : 30_000),
});
const open = ['waiting', 'ready', 'running'];

export type Kept = Awaited<ReturnType<NonNullable<typeof backupsQuery.queryFn>>>;
export type Backup = Kept['backups'][number];
export type Work = Kept['work'][number];

export const makeBackup = () => must(client.POST('/v1/admin/backups', {}));
export const verifyBackup = (name: string) => must(client.POST('/v1/admin/backups/{name}/verify', { params: { path: { name } } }));
