import { queryOptions } from '@tanstack/react-query';
import { client, must } from '~/api/client';
import { Problem } from '~/api/problem';
import { makeKey, revokeKey } from './queries';

export const placeQuery = queryOptions({
  queryKey: ['etl', 'place'],
  queryFn: ({ signal }) => must(client.GET('/v1/debug/last-statement', { signal })),
  refetchInterval: 1_000,
});

export type Place = Awaited<ReturnType<NonNullable<typeof placeQuery.queryFn>>>;

export const lettersQuery = queryOptions({
  queryKey: ['etl', 'letters'],
  queryFn: ({ signal }) => must(client.GET('/v1/xapi/dead-letters', { signal })).then((reply) => reply.dead_letters),
  refetchInterval: 5_000,
});

const byId = (id: string) => ({ params: { path: { id } } });
export const retryLetter = (id: string) => must(client.POST('/v1/xapi/dead-letters/{id}/retry', byId(id)));

export async function discardLetter(id: string): Promise<void> {
  const { response } = await client.DELETE('/v1/xapi/dead-letters/{id}', byId(id));
  if (!response.ok) throw new Problem(response.status, 'not_found', '');
}

const probe = (id: string) => ({
  id,
  actor: { account: { homePage: location.origin, name: 'etl-test' } },
  verb: { id: 'http://adlnet.gov/expapi/verbs/experienced', display: { en: 'experienced' } },
  object: { id: `${location.origin}/ui/test-etl-streaming`, definition: { name: { en: 'A test of the pipeline' } } },
});

// Queues one statement with a key of its own, which is revoked at once; gives the statement's id.
export async function sendProbe(): Promise<string> {
  const id = crypto.randomUUID();
  const { key, secret } = await makeKey({ label: 'Test of the pipeline', scopes: ['statements/write'] });
  try {
    const reply = await fetch('/v1/xapi/queue', {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa(`${key.id}:${secret}`)}`, 'Content-Type': 'application/json', 'X-Experience-API-Version': '2.0.0' },
      body: JSON.stringify(probe(id)),
      credentials: 'omit',
    });
    if (!reply.ok) throw new Problem(reply.status, 'internal', await reply.text());
  } finally {
    await revokeKey(key.id);
  }
  return id;
}
