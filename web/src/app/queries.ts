import { QueryClient } from '@tanstack/react-query';
import { Problem } from '~/api/problem';

const worthRetrying = (error: Error) => !(error instanceof Problem) || error.status === 0 || error.status >= 500;

export const queries = new QueryClient({
  defaultOptions: { queries: { retry: (count, error) => count < 2 && worthRetrying(error), retryDelay: (count) => 300 * 2 ** count, refetchOnWindowFocus: false } },
});
