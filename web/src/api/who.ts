import { queryOptions } from '@tanstack/react-query';
import { client, must } from './client';

// Who the server takes this browser for.
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => must(client.POST('/v1/session', { body: {}, signal })),
  staleTime: 60_000,
});
