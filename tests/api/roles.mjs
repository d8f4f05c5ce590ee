// Every route with every role: what the table below grants is not refused, what it does not grant is. A route without a row fails, and
// so does a row without a route.
import { readFileSync } from 'node:fs';
import { finish, holds } from '../support/checks.mjs';

const base = process.env.OT_URL;
const lowest = {
  anyone: ['get /v1/healthz', 'get /v1/readyz', 'get /metrics', 'get /openapi.json', 'get /postman.json', 'get /docs', 'post /v1/auth/token',
    'post /v1/cmi5/fetch/{token}', 'options /v1/cmi5/fetch/{token}', 'get /v1/cmi5/stand-ins.js', 'get /cmi5/{key}/{path}'],
  learner: [
    'post /v1/session', 'post /v1/event', 'post /v1/hello',
    'get /v1/courses', 'post /v1/courses', 'get /v1/courses/{id}/toc', 'get /v1/courses/{id}/search', 'get /v1/passages/{id}',
    'get /v1/imports', 'get /v1/imports/{id}',
    'post /v1/plan', 'post /v1/lesson', 'get /v1/lessons', 'get /v1/lesson/{id}', 'get /v1/lesson/{id}/stream',
    'post /v1/lesson/{id}/stop', 'post /v1/lesson/{id}/continue', 'post /v1/lesson/{id}/answer', 'get /v1/lesson/test/stream',
    'get /v1/turns/{id}/stream', 'post /v1/turns/{id}/stop',
    'get /v1/cmi5/courses', 'get /v1/cmi5/courses/{id}', 'post /v1/cmi5/courses/{id}/launch',
    'post /v1/ai/ask', 'get /v1/conversations', 'get /v1/conversations/{id}',
  ],
  admin: [
    'post /v1/cmi5/courses', 'delete /v1/cmi5/courses/{id}', 'post /v1/cmi5/courses/{id}/waive',
    'get /v1/admin/jobs', 'get /v1/admin/jobs/dead', 'post /v1/admin/jobs/{id}/retry', 'post /v1/admin/jobs/{id}/discard',
    'get /v1/admin/schedules', 'post /v1/admin/schedules/{name}/run',
    'get /v1/admin/statements', 'get /v1/admin/audit',
    'get /v1/debug/last-statement', 'get /v1/debug/recent-completions', 'get /v1/debug/raw-json/{id}',
    ...['completions', 'incomplete', 'time-on-task', 'verbs', 'activities', 'funnel'].map((report) => `get /v1/xapi/reports/${report}`),
    'get /v1/xapi/dead-letters', 'post /v1/xapi/dead-letters/{id}/retry', 'delete /v1/xapi/dead-letters/{id}',
    'post /v1/xapi/keys', 'get /v1/xapi/keys', 'delete /v1/xapi/keys/{id}',
    'post /v1/xapi/forwards', 'get /v1/xapi/forwards', 'get /v1/xapi/forwards/{id}', 'delete /v1/xapi/forwards/{id}',
    'post /v1/xapi/forwards/{id}/pause', 'post /v1/xapi/forwards/{id}/resume', 'post /v1/xapi/forwards/{id}/replay',
    'get /v1/xapi/forwards/{id}/dead-letters', 'post /v1/xapi/forwards/{id}/dead-letters/retry',
    'get /v1/xapi/export', 'post /v1/xapi/imports', 'get /v1/xapi/imports', 'get /v1/xapi/imports/{id}', 'post /v1/xapi/imports/{id}/resume',
    'post /v1/xapi/erasures', 'get /v1/xapi/erasures', 'get /v1/xapi/erasures/{id}',
  ],
};
// The record store lets in keys, not sessions: none of these is answered without one.
const byKey = (route) => route.split(' ')[1].startsWith('/xapi/') || route === 'post /v1/xapi/queue';
const openToAll = (route) => route.startsWith('options ') || route.endsWith(' /xapi/about');
const ranks = ['anyone', 'learner', 'admin'];
// A token for nobody is refused by its own rule, not by the caller's role.
const refusesBody = new Set(['post /v1/auth/token']);

async function cookieOf(path, body) {
  const reply = await fetch(base + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  return reply.headers.get('set-cookie')?.split(';')[0] ?? '';
}

async function statusOf(route, cookie) {
  const [method, path] = route.split(' ');
  const reply = await fetch(base + path.replaceAll(/\{\w+\}/g, '00000000-0000-7000-8000-000000000000'), {
    method: method.toUpperCase(),
    headers: { 'Content-Type': 'application/json', 'X-Experience-API-Version': '2.0.0', ...(cookie && { Cookie: cookie }) },
    body: method === 'get' ? undefined : '{}',
    signal: AbortSignal.timeout(10_000),
  });
  await reply.body?.cancel();
  return reply.status;
}

const described = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const routes = Object.entries(described.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
const known = ranks.flatMap((rank) => lowest[rank]);
for (const route of routes.filter((one) => !byKey(one))) holds(`${route} has no row`, known.includes(route));
// These two only carry the alternate syntax of 1.0.3, whose form names the key; without the form they are malformed.
const carriesForm = (route) => ['post /xapi/activities', 'post /xapi/agents'].includes(route);
for (const route of routes.filter(byKey)) holds(`${route} wants a key`, openToAll(route) || (await statusOf(route, '')) === (carriesForm(route) ? 400 : 401));
for (const route of known) holds(`${route} is no route`, routes.includes(route));

// Without a cookie the gate makes an anonymous learner, so nobody may do what a learner may.
const cookies = { learner: await cookieOf('/v1/session', {}), admin: await cookieOf('/v1/auth/token', { token: process.env.ADMIN_TOKEN }) };
const roles = { nobody: ['', 1], learner: [cookies.learner, 1], admin: [cookies.admin, 2] };
for (const [role, [cookie, rank]] of Object.entries(roles)) {
  holds(`${role} got a cookie`, role === 'nobody' || cookie !== '');
  for (const needed of ranks)
    for (const route of lowest[needed]) {
      if (refusesBody.has(route)) continue;
      const status = await statusOf(route, cookie);
      const refused = status === 401 || status === 403;
      holds(`${role} ${route}: ${status}`, refused === rank < ranks.indexOf(needed));
    }
}
finish();
