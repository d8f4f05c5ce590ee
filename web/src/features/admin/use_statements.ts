import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { client, must } from '~/api/client';
import { announce } from '~/ui/announce';
import { toQuery } from './filters';
import type { Filters } from './search';
import type { Statement } from './statement';
import { words } from './strings';

type Query = Record<string, string | undefined>;
type Page = { statements: Statement[]; more: string };

const page_size = '50';
const poll = 2_000;

const find = (query: Query, signal: AbortSignal) =>
  must(client.GET('/v1/admin/statements', { params: { query }, signal })).then((reply) => reply as unknown as Page);

const listKey = (filters: Filters) => ['statements', toQuery(filters)];

// Statements that fit, newest first; `more` of a page is the question for the next.
export function useStatements(filters: Filters) {
  const found = useInfiniteQuery({
    queryKey: listKey(filters),
    queryFn: ({ pageParam, signal }) => find(pageParam ? Object.fromEntries(new URLSearchParams(pageParam)) : { ...toQuery(filters), limit: page_size }, signal),
    initialPageParam: '',
    getNextPageParam: (last: Page) => last.more.split('?')[1],
  });
  return { ...found, statements: found.data?.pages.flatMap((page) => page.statements) };
}

// Asks every two seconds for what was stored after the newest that is shown, and puts it on top.
export function useFollow(filters: Filters, on: boolean): void {
  const all = useQueryClient();
  const key = listKey(filters);
  useQuery({
    queryKey: ['news', ...key],
    enabled: on && !filters.until,
    refetchInterval: poll,
    staleTime: 0,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const newest = all.getQueryData<InfiniteData<Page>>(key)?.pages[0]?.statements[0]?.stored ?? filters.since;
      const news = await find({ ...toQuery(filters), ...(newest && { since: newest }), ascending: 'true', limit: page_size }, signal);
      if (news.statements.length > 0) {
        all.setQueryData<InfiniteData<Page>>(key, (shown) => withNews(shown, news.statements));
        announce(words.statements.news(news.statements.length));
      }
      return news.statements.length;
    },
  });
}

function withNews(shown: InfiniteData<Page> | undefined, oldestFirst: Statement[]): InfiniteData<Page> | undefined {
  const [first, ...rest] = shown?.pages ?? [];
  if (!shown || !first) return shown;
  const known = new Set(first.statements.map(({ id }) => id));
  const fresh = oldestFirst.filter(({ id }) => !known.has(id)).toReversed();
  return { ...shown, pages: [{ ...first, statements: [...fresh, ...first.statements] }, ...rest] };
}

export function useStatement(id: string | undefined) {
  return useQuery({
    queryKey: ['statement', id],
    enabled: id !== undefined,
    staleTime: Infinity,
    queryFn: ({ signal }) => find({ statementId: id }, signal).then((reply) => reply as unknown as Statement),
  });
}
