import { useInfiniteQuery } from '@tanstack/react-query';
import { client, must } from '~/api/client';

// What the address of the audit page says; times are RFC 3339.
export type AuditFilters = { actor?: string; subject?: string; action?: string; since?: string; until?: string };

const page_size = '50';

const find = (filters: AuditFilters, before: number, signal: AbortSignal) =>
  must(client.GET('/v1/admin/audit', { params: { query: { ...filters, limit: page_size, ...(before > 0 && { before: String(before) }) } }, signal }));

export type Entry = Awaited<ReturnType<typeof find>>['entries'][number];

export function useAudit(filters: AuditFilters) {
  const found = useInfiniteQuery({
    queryKey: ['audit', filters],
    queryFn: ({ pageParam, signal }) => find(filters, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (last) => last.before,
  });
  return { ...found, entries: found.data?.pages.flatMap((page) => page.entries) };
}
