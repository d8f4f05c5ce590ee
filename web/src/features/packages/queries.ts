import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { client, must } from '~/api/client';
import { Problem, toProblem } from '~/api/problem';
import { inSession } from '~/api/session';

// Imported cmi5 packages; docs/api.md, "cmi5 course packages".
export const packagesQuery = queryOptions({
  queryKey: ['packages'],
  queryFn: ({ signal }) => must(client.GET('/v1/cmi5/courses', { signal })).then((reply) => reply.courses),
});

// The learner comes back to it from a unit, perhaps by the browser's own way back.
export const packageQuery = (id: string) =>
  queryOptions({
    queryKey: ['packages', id],
    queryFn: ({ signal }) => must(client.GET('/v1/cmi5/courses/{id}', { params: { path: { id } }, signal })),
    refetchOnWindowFocus: 'always',
  });

export type Package = Awaited<ReturnType<NonNullable<typeof packagesQuery.queryFn>>>[number];
export type Unit = Awaited<ReturnType<NonNullable<ReturnType<typeof packageQuery>['queryFn']>>>['units'][number];

// Reads the list again after a change. An answer that is still on its way is from before it, and would be taken for the new one.
export async function renewPackages(queries: QueryClient): Promise<void> {
  await queries.cancelQueries(packagesQuery);
  await queries.invalidateQueries(packagesQuery);
}

export const launchUnit = (id: string, unit: string) =>
  must(client.POST('/v1/cmi5/courses/{id}/launch', { params: { path: { id } }, body: { unit, return_path: `/package/${id}` } }));

export async function importPackage(file: File): Promise<Package> {
  const type = file.name.toLowerCase().endsWith('.xml') ? 'application/xml' : 'application/zip';
  const reply = await inSession(() => fetch('/v1/cmi5/courses', { method: 'POST', body: file, headers: { 'Content-Type': type } }));
  const body: unknown = await reply.json().catch(() => undefined);
  if (!reply.ok) throw toProblem(reply.status, body);
  return body as Package;
}

export async function removePackage(id: string): Promise<void> {
  const { response } = await client.DELETE('/v1/cmi5/courses/{id}', { params: { path: { id } } });
  if (!response.ok) throw new Problem(response.status, 'not_found', '');
}
