import createClient from 'openapi-fetch';
import { Problem, toProblem } from './problem';
import type { paths } from './schema';
import { inSession } from './session';

export const client = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? '',
  credentials: 'same-origin',
  fetch: async (request) => {
    try {
      return await inSession(() => globalThis.fetch(request));
    } catch (cause) {
      if (request.signal.aborted) throw cause;
      throw new Problem(0, 'offline', 'The server cannot be reached.');
    }
  },
});

// The body of a good reply; throws Problem otherwise.
export async function must<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok || data === undefined) throw toProblem(response.status, error);
  return data;
}
