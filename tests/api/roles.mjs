// Every route with every role: what the table below grants is not refused, what it does not grant is. A route without a row fails, and
// so does a row without a route.
import { readFileSync } from 'node:fs';
import { finish, holds } from '../support/checks.mjs';

const base = process.env.OT_URL;
const lowest = {
  anyone: ['get /v1/healthz', 'get /v1/readyz', 'get /metrics', 'get /openapi.json', 'get /postman.json', 'get /docs', 'post /v1/auth/token',
    'post /v1/signup', 'post /v1/login', 'post /v1/logout', 'post /v1/auth/refresh', 'post /v1/auth/reset', 'post /v1/auth/reset/confirm', 'post /v1/auth/verify', 'get /.well-known/jwks.json',
    'get /v1/auth/openid', 'post /v1/auth/openid', 'get /v1/auth/openid/{id}/callback', 'post /v1/auth/openid/{id}/callback',
    'post /v1/cmi5/fetch/{token}', 'options /v1/cmi5/fetch/{token}', 'get /v1/cmi5/stand-ins.js', 'get /cmi5/{key}/{path}'],
  learner: [
    'post /v1/session', 'post /v1/event', 'post /v1/hello',
    'get /v1/courses', 'post /v1/courses', 'get /v1/courses/{id}/toc', 'get /v1/courses/{id}/search', 'get /v1/passages/{id}',
    'get /v1/imports', 'get /v1/imports/{id}',
    'post /v1/plan', 'post /v1/lesson', 'get /v1/lessons', 'get /v1/lesson/{id}', 'get /v1/lesson/{id}/stream',
    'post /v1/lesson/{id}/stop', 'post /v1/lesson/{id}/continue', 'post /v1/lesson/{id}/answer', 'get /v1/lesson/test/stream',
    'get /v1/turns/{id}/stream', 'post /v1/turns/{id}/stop',
    'get /v1/cmi5/courses', 'get /v1/cmi5/courses/{id}', 'post /v1/cmi5/courses/{id}/launch',
    'get /v1/auth/sessions', 'delete /v1/auth/sessions/{id}', 'post /v1/logout/all',
    'get /v1/notices', 'post /v1/notices/read', 'get /v1/notices/settings', 'put /v1/notices/settings',
    'post /v1/account/export', 'get /v1/account/exports', 'get /v1/account/exports/{export}', 'post /v1/account/delete',
    'get /v1/account/consents', 'post /v1/account/consents',
    'post /v1/ai/ask', 'get /v1/conversations', 'get /v1/conversations/{id}',
  ],
  // Learners whose account it is: an anonymous one is asked to sign in.
  member: ['get /v1/account', 'patch /v1/account', 'post /v1/account/password', 'post /v1/account/verification', 'get /v1/account/links', 'delete /v1/account/links/{id}',
    'get /v1/notices/push', 'post /v1/notices/push', 'delete /v1/notices/push/{id}'],
  teacher: ['post /v1/cmi5/courses', 'delete /v1/cmi5/courses/{id}', 'post /v1/cmi5/courses/{id}/waive'],
  admin: [
    'get /v1/admin/jobs', 'get /v1/admin/jobs/dead', 'post /v1/admin/jobs/{id}/retry', 'post /v1/admin/jobs/{id}/discard',
    'get /v1/admin/schedules', 'post /v1/admin/schedules/{name}/run',
    'get /v1/admin/users', 'post /v1/admin/users/{id}/role', 'post /v1/admin/users/{id}/disable', 'post /v1/admin/users/{id}/enable',
    'post /v1/admin/users/{id}/export', 'get /v1/admin/users/{id}/exports', 'get /v1/admin/users/{id}/exports/{export}', 'post /v1/admin/users/{id}/erase', 'get /v1/admin/erasures',
    'get /v1/admin/statements', 'get /v1/admin/audit', 'get /v1/admin/issuers', 'post /v1/admin/issuers', 'delete /v1/admin/issuers/{id}',
    'get /v1/admin/notifications', 'post /v1/admin/notifications/test', 'post /v1/admin/notices', 'get /v1/debug/reminder-preview',
    'get /v1/debug/last-statement', 'get /v1/debug/recent-completions', 'get /v1/debug/raw-json/{id}',
    'get /v1/debug/queries', 'post /v1/debug/query', 'get /v1/debug/active-agents', 'get /v1/debug/progress', 'get /v1/debug/test-report',
    'get /v1/admin/overview', 'get /v1/admin/costs', 'get /v1/admin/events',
    'get /v1/admin/backups', 'post /v1/admin/backups', 'post /v1/admin/backups/{name}/verify',
    ...['completions', 'incomplete', 'time-on-task', 'verbs', 'activities', 'funnel'].map((report) => `get /v1/xapi/reports/${report}`),
    'get /v1/xapi/dead-letters', 'post /v1/xapi/dead-letters/{id}/retry', 'delete /v1/xapi/dead-letters/{id}',
    'post /v1/xapi/keys', 'get /v1/xapi/keys', 'put /v1/xapi/keys/{id}', 'delete /v1/xapi/keys/{id}',
    'post /v1/xapi/forwards', 'get /v1/xapi/forwards', 'get /v1/xapi/forwards/{id}', 'put /v1/xapi/forwards/{id}', 'delete /v1/xapi/forwards/{id}',
    'post /v1/xapi/forwards/{id}/pause', 'post /v1/xapi/forwards/{id}/resume', 'post /v1/xapi/forwards/{id}/replay',
    'get /v1/xapi/forwards/{id}/dead-letters', 'post /v1/xapi/forwards/{id}/dead-letters/retry',
    'get /v1/xapi/export', 'post /v1/xapi/imports', 'get /v1/xapi/imports', 'get /v1/xapi/imports/{id}', 'post /v1/xapi/imports/{id}/resume',
    'post /v1/xapi/erasures', 'get /v1/xapi/erasures', 'get /v1/xapi/erasures/{id}',
  ],
};
// The record store lets in keys, not sessions: none of these is answered without one.
const byKey = (route) => route.split(' ')[1].startsWith('/xapi/') || route === 'post /v1/xapi/queue';
const openToAll = (route) => route.startsWith('options ') || route.endsWith(' /xapi/about');
const ranks = ['anyone', 'learner', 'member', 'teacher', 'admin'];
// Refused by their own rule and not by the caller's role: a token and a password that are nobody's, a browser that is none.
const refusesBody = new Set(['post /v1/auth/token', 'post /v1/account/password', 'post /v1/notices/push']);
const endsSession = new Set(['post /v1/logout', 'post /v1/logout/all']);

async function post(path, body, headers = {}) {
  const reply = await fetch(base + path, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) });
  return { cookie: reply.headers.get('set-cookie')?.split(';')[0] ?? '', ...(await reply.json()) };
}
const byCookie = (cookie) => ({ Cookie: cookie });
const byToken = (tokens) => ({ Authorization: `Bearer ${tokens.access_token}` });

async function statusOf(route, shown) {
  const [method, path] = route.split(' ');
  const reply = await fetch(base + path.replaceAll(/\{\w+\}/g, '00000000-0000-7000-8000-000000000000'), {
    method: method.toUpperCase(),
    headers: { 'Content-Type': 'application/json', 'X-Experience-API-Version': '2.0.0', ...shown },
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
// These two only carry the alternate syntax of 1.0.3, whose form names the key; without it the resource has no POST.
const carriesForm = (route) => ['post /xapi/activities', 'post /xapi/agents'].includes(route);
for (const route of routes.filter(byKey)) holds(`${route} wants a key`, openToAll(route) || (await statusOf(route, {})) === (carriesForm(route) ? 405 : 401));
for (const route of known) holds(`${route} is no route`, routes.includes(route));

const admin = await post('/v1/auth/token', { token: process.env.ADMIN_TOKEN });

// Somebody with an account and a role, who shows who they are in both ways; each way can be entered anew.
const password = 'a password for the table';
async function person(name, role) {
  const { user } = await post('/v1/signup', { name, password });
  if (role !== 'learner') await post(`/v1/admin/users/${user.id}/role`, { role }, byCookie(admin.cookie));
  const enter = (tokens) => post('/v1/login', { name, password, tokens });
  holds(`${name} is a ${role}`, (await enter(false)).user?.role === role);
  return { [`${role} by cookie`]: async () => byCookie((await enter(false)).cookie), [`${role} by token`]: async () => byToken((await enter(true)).tokens) };
}
// Without a cookie the gate makes an anonymous learner, so nobody may do what a learner may.
const people = {
  learner: { nobody: async () => ({}), 'anonymous learner': async () => byCookie((await post('/v1/session', {})).cookie) },
  member: await person('Lea the learner', 'learner'),
  teacher: await person('Theo the teacher', 'teacher'),
  admin: await person('Alma the administrator', 'admin'),
};
for (const [rank, ways] of Object.entries(people))
  for (const [who, enter] of Object.entries(ways)) {
    const shown = await enter();
    for (const needed of ranks)
      for (const route of lowest[needed].filter((one) => !refusesBody.has(one))) {
        const status = await statusOf(route, endsSession.has(route) ? await enter() : shown);
        const refused = status === 401 || status === 403;
        holds(`${who} ${route}: ${status}`, refused === ranks.indexOf(rank) < ranks.indexOf(needed));
        if (route === 'post /v1/logout/all') Object.assign(shown, await enter());
      }
  }
for (const route of [...lowest.teacher, ...lowest.admin]) holds(`administrator by token ${route}`, ![401, 403].includes(await statusOf(route, byCookie(admin.cookie))));

// A machine's role opens nothing that people use, and a token that is none makes nobody of its bearer.
for (const [who, enter] of Object.entries(await person('A sync of the school', 'service')))
  for (const route of ['get /v1/courses', 'get /v1/account', 'get /v1/admin/users']) holds(`${who} ${route}`, (await statusOf(route, await enter())) === 403);
for (const token of ['nonsense', 'eyJhbGciOiJub25lIn0.e30.', 'x'.repeat(5000)])
  for (const route of ['get /v1/courses', 'get /v1/account', 'get /v1/admin/users'])
    holds(`a token that is none: ${route}`, (await statusOf(route, byToken({ access_token: token }))) === 401);
finish();
