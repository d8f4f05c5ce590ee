// Headers, versions, credentials, alternate syntax: xAPI-Communication 1 and 3 to 4.
import { connect } from 'node:net';
import { admin, base, basic, both, holds, ids, make, send, store, url, uuid } from './lib.mjs';

const versions = async () => {
  for (const [version, status, said] of [
    ['1.0', 200, '1.0.3'],
    ['1.0.0', 200, '1.0.3'],
    ['1.0.3', 200, '1.0.3'],
    ['2.0.0', 200, '2.0.0'],
    ['2.0', 200, '2.0.0'],
    ['0.95', 400, '2.0.0'],
    ['1.1.0', 400, '2.0.0'],
    [undefined, 400, '2.0.0'],
  ]) {
    const reply = await send(version, 'GET /statements', { query: { limit: 1 } });
    holds(`3.3 version ${version}, 00331`, [reply.status, reply.headers.get('X-Experience-API-Version')], [status, said]);
  }
  const about = await send(undefined, 'GET /about', { auth: null });
  holds('2.8 about without version and credentials, 00315', [about.status, about.json], [200, { version: ['1.0.3', '2.0.0'] }]);
  holds('3.2 about knows no parameters, 00324', (await send(undefined, 'GET /about', { auth: null, query: { foo: 1 } })).status, 400);
  const asked = await send(undefined, 'POST /about', { auth: null, body: {} });
  holds('2.8 about is only read', [asked.status, asked.headers.get('Allow')], [405, 'OPTIONS, GET, HEAD']);
  const posted = await send('1.0.3', 'POST /activities', { body: {} });
  holds('POST that is of the alternate syntax only', [posted.status, posted.headers.get('Allow')], [405, 'OPTIONS, GET, HEAD']);
  holds('each method is allowed once', (await send('1.0.3', 'PATCH /statements')).headers.get('Allow').split(', ').filter((one) => one === 'OPTIONS').length, 1);
  for (const path of ['/nope', '/statements/', '/activities/state/x']) {
    const nothing = await send('2.0.0', `GET ${path}`);
    holds(`404 of ${path} in the shape of all errors`, [nothing.status, nothing.json?.error?.code, nothing.json?.error?.trace_id?.length], [404, 'not_found', 32]);
  }
  for (const version of both) {
    const bad = await send(version, 'GET /statements', { query: { foo: 1 } });
    holds(`${version} 3.3 version on refusals, 00333`, bad.headers.get('X-Experience-API-Version'), version);
    holds(`${version} 2.1.3 Consistent-Through on refusals, 00153`, Number.isNaN(Date.parse(bad.headers.get('X-Experience-API-Consistent-Through'))), false);
    const [id] = await store(version, make());
    const whole = await send(version, 'GET /statements', { query: { statementId: id } });
    const head = await send(version, 'HEAD /statements', { query: { statementId: id } });
    holds(`${version} 1.1 HEAD, 00125`, [head.status, head.text, head.headers.get('Content-Length')], [200, '', whole.headers.get('Content-Length')]);
    holds(`${version} 1.1 HEAD of nothing, 00126`, (await send(version, 'HEAD /statements', { query: { statementId: uuid() } })).status, 404);
    holds(`${version} 1.5 form-data, 00127`, (await send(version, 'POST /statements', { body: 'x', headers: { 'Content-Type': 'multipart/form-data; boundary=x' } })).status, 400);
  }
  const preflight = await fetch(`${url}/xapi/statements`, { method: 'OPTIONS' });
  holds('CORS preflight', [preflight.status, preflight.headers.get('Access-Control-Allow-Headers').includes('X-Experience-API-Version')], [204, true]);
};

const credentials = async () => {
  for (const auth of [null, 'Basic:xxx', 'Basic !!!', basic('nobody', 'x'), basic(process.env.PUBLIC_PEM, 'wrong'), 'Bearer x'])
    holds(`4.0 ${auth}, 00334`, (await send('1.0.3', 'GET /statements', { auth })).status, 401);

  const login = await fetch(`${url}/v1/auth/token`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token: process.env.ADMIN_TOKEN }) });
  const cookie = login.headers.get('Set-Cookie').split(';')[0];
  const manage = (method, path, body) => fetch(url + path, { method, headers: { Cookie: cookie, 'Content-Type': 'application/json' }, body: body && JSON.stringify(body) });
  holds('keys are for admins', (await fetch(`${url}/v1/xapi/keys`)).status, 401);
  holds('unknown scope', (await manage('POST', '/v1/xapi/keys', { label: 'x', scopes: ['everything'] })).status, 400);
  holds('administrators read', (await manage('GET', '/v1/admin/statements?limit=1&attachments=false')).status, 200);
  const misspelt = await manage('GET', '/v1/admin/statements?agnet=x');
  holds('a misspelt filter is refused, or everybody would come', [misspelt.status, (await misspelt.json()).error.message.includes('the parameter agnet')], [400, true]);
  const keyed = async (...scopes) => {
    const made = await (await manage('POST', '/v1/xapi/keys', { label: scopes.join(), scopes })).json();
    return { ...made.key, auth: basic(made.key.id, made.secret) };
  };
  const may = async (auth, what, options) => (await send('1.0.3', what, { auth, ...options })).status;
  const [writer, reader, mine, states, profiles] = await Promise.all(
    ['statements/write', 'statements/read', 'statements/read/mine', 'state', 'profile'].map((scope) => keyed(scope)),
  );
  const state = { query: { activityId: 'http://a.b/c', agent: { mbox: 'mailto:a@b.c' }, stateId: uuid() }, body: {} };
  const profile = { query: { activityId: 'http://a.b/c', profileId: uuid() }, body: {}, headers: { 'If-None-Match': '*' } };
  for (const [who, key, statuses] of [
    ['write', writer, [200, 403, 403, 403]],
    ['read', reader, [403, 200, 403, 403]],
    ['state', states, [403, 403, 204, 403]],
    ['profile', profiles, [403, 403, 403, 204]],
  ])
    holds(
      `4.2 scope ${who}`,
      [
        await may(key.auth, 'POST /statements', { body: make() }),
        await may(key.auth, 'GET /statements'),
        await may(key.auth, 'PUT /activities/state', state),
        await may(key.auth, 'PUT /activities/profile', profile),
      ],
      statuses,
    );
  const own = await keyed('statements/write', 'statements/read/mine');
  const [id] = (await send('1.0.3', 'POST /statements', { auth: own.auth, body: make() })).json;
  holds('4.2 read/mine lists own', ids(await send('1.0.3', 'GET /statements', { auth: own.auth })), [id]);
  holds('4.2 read/mine does not see others', (await send('1.0.3', 'GET /statements', { auth: mine.auth, query: { statementId: id } })).status, 404);
  holds('2.4.9 authority is the key', (await send('1.0.3', 'GET /statements', { query: { statementId: id } })).json.authority.account.name, own.id);
  const undefining = { id: `http://example.com/${uuid()}`, definition: { name: { en: 'x' } } };
  await send('1.0.3', 'POST /statements', { auth: writer.auth, body: make({ object: undefining }) });
  holds('4.2 without define nothing is defined', (await send('1.0.3', 'GET /activities', { query: { activityId: undefining.id } })).json.definition, undefined);
  const limited = await (await manage('POST', '/v1/xapi/keys', { label: 'limited', scopes: ['all'], requests_per_minute: 4, statements_per_day: 3 })).json();
  const auth = basic(limited.key.id, limited.secret);
  holds(
    'a quota counts statements, whole batches or none',
    [await may(auth, 'POST /statements', { body: [make(), make()] }), await may(auth, 'POST /statements', { body: [make(), make()] }), await may(auth, 'POST /statements', { body: make() })],
    [200, 429, 200],
  );
  await may(auth, 'GET /statements');
  const late = await send('1.0.3', 'GET /statements', { auth });
  holds('a key makes so many requests a minute', [late.status, Number(late.headers.get('Retry-After')) > 0], [429, true]);
  holds('limits are shown', [limited.key.requests_per_minute, limited.key.statements_per_day], [4, 3]);
  const change = (id, wanted) => manage('PUT', `/v1/xapi/keys/${id}`, { label: 'changed', scopes: ['all/read'], ...wanted });
  const changed = await (await change(limited.key.id, { requests_per_minute: 1000 })).json();
  holds('a key is changed', [changed.label, changed.scopes, changed.requests_per_minute, changed.statements_per_day, changed.made_at], ['changed', ['all/read'], 1000, undefined, limited.key.made_at]);
  holds('its secret stays, what it may is heeded at once', [await may(auth, 'GET /statements'), await may(auth, 'POST /statements', { body: make() })], [200, 403]);
  holds('no key is changed that is not there, nor to a scope that is none', [(await change('none')).status, (await change(limited.key.id, { scopes: ['everything'] })).status], [404, 400]);
  const listed = await (await manage('GET', '/v1/xapi/keys')).text();
  holds('keys are listed without secrets', [listed.includes(own.id), listed.includes('secret')], [true, false]);
  holds('revoke', (await manage('DELETE', `/v1/xapi/keys/${own.id}`)).status, 204);
  holds('revoked', await may(own.auth, 'GET /statements'), 401);
  holds('revoke again', (await manage('DELETE', `/v1/xapi/keys/${own.id}`)).status, 404);
  holds('what is revoked is not changed', (await change(own.id)).status, 404);
};

// part 3, 1.3
const alternate = async () => {
  const form = (fields, type = 'application/x-www-form-urlencoded') => ({ body: new URLSearchParams(fields).toString(), headers: { 'Content-Type': type }, auth: null });
  const fields = { Authorization: admin, 'X-Experience-API-Version': '1.0.3' };
  const id = uuid();
  const content = JSON.stringify(make());
  const ask = async (what, options) => send(undefined, what, options);
  holds('1.3 PUT, 00148', (await ask('POST /statements?method=PUT', form({ ...fields, statementId: id, content, 'Content-Type': 'application/json' }))).status, 204);
  const got = await ask('POST /statements?method=GET', form({ ...fields, statementId: id }));
  holds('1.3 GET', [got.status, got.json?.id], [200, id]);
  holds('1.3 POST', (await ask('POST /statements?method=POST', form({ ...fields, content }))).status, 200);
  const state = { ...fields, activityId: 'http://a.b/c', agent: '{"mbox":"mailto:a@b.c"}', stateId: uuid() };
  holds('1.3 state', (await ask('POST /activities/state?method=PUT', form({ ...state, content: '{"a":1}', 'Content-Type': 'application/json' }))).status, 204);
  holds('1.3 state GET', (await ask('POST /activities/state?method=GET', form(state))).text, '{"a":1}');
  holds('1.3 state DELETE', (await ask('POST /activities/state?method=DELETE', form(state))).status, 204);
  holds('1.3 on a resource without POST', (await ask('POST /agents?method=GET', form({ ...fields, agent: '{"mbox":"mailto:a@b.c"}' }))).status, 200);
  holds('1.3 about', (await ask('POST /about?method=GET', form({}))).status, 200);
  holds('1.3 other parameters', (await ask(`POST /statements?method=PUT&statementId=${id}`, form({ ...fields, content }))).status, 400);
  holds('1.3 no content', (await ask('POST /statements?method=PUT', form({ ...fields, statementId: id }))).status, 400);
  holds('1.3 JSON instead of a form', (await send('1.0.3', 'POST /statements?method=PUT', { body: base() })).status, 400);
  holds('1.3 no credentials', (await ask('POST /statements?method=GET', form({ 'X-Experience-API-Version': '1.0.3' }))).status, 401);
  holds('1.3 inner version 0.8', (await ask('POST /statements?method=GET', form({ ...fields, 'X-Experience-API-Version': '0.8' }))).status, 400);
  holds('1.3 no version', (await ask('POST /statements?method=GET', form({ Authorization: admin }))).status, 400);
  for (const method of ['GET', 'PUT', 'POST'])
    holds(`2.0.0 has none: ${method}`, (await send('2.0.0', `POST /statements?method=${method}`, { ...form({ ...fields, content }), auth: admin })).status, 400);
  holds('1.3 version 2.0.0 in the form', (await ask('POST /statements?method=GET', form({ ...fields, 'X-Experience-API-Version': '2.0.0' }))).status, 400);
};

const sizes = async () => {
  const large = make({ 'result.response': 'x'.repeat(2 << 20) });
  const reply = await send('1.0.3', 'POST /statements', { body: large });
  holds('3.2 a large statement names the limit, 413', [reply.status, /at most \d+ bytes/.test(reply.text)], [413, true]);
};

// A head whose body never comes: what the server says to it.
const announce = (head) =>
  new Promise((done, fail) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => socket.write(head.map((line) => `${line}\r\n`).join('') + '\r\n'));
    let text = '';
    socket.setTimeout(30_000, () => socket.destroy(new Error('no answer within 30 s')));
    socket.on('data', (bytes) => (text += bytes)).on('end', () => done(text)).on('error', fail);
  });

const refusals_before_a_handler = async () => {
  for (const [version, said] of [['1.0.3', '1.0.3'], ['2.0.0', '2.0.0'], [undefined, '2.0.0']]) {
    const none = await send(version, 'PATCH /statements');
    holds(`${version} 3.3 405 names the version`, [none.status, none.headers.get('X-Experience-API-Version')], [405, said]);
    holds(`${version} 2.1.3 405 has Consistent-Through, 00153`, none.headers.has('X-Experience-API-Consistent-Through'), true);
    const other = await send(version, 'PATCH /agents');
    holds(`${version} 405 elsewhere has none`, [other.headers.get('X-Experience-API-Version'), other.headers.has('X-Experience-API-Consistent-Through')], [said, false]);
    const named = version ? [`X-Experience-API-Version: ${version}`] : [];
    const large = await announce(['POST /xapi/statements HTTP/1.1', 'Host: t', ...named, `Content-Length: ${1e15}`]);
    holds(`${version} 3.2 413`, /^HTTP\/1.1 413 /.test(large), true);
    holds(`${version} 3.2 413 names the limit`, /larger than the \d+ bytes/.test(large), true);
    holds(`${version} 3.3 413 names the version`, large.includes(`X-Experience-API-Version: ${said}\r\n`), true);
    holds(`${version} 2.1.3 413 has Consistent-Through`, large.includes('X-Experience-API-Consistent-Through: 2'), true);
  }
};

export const requests = async () => {
  for (const part of [versions, credentials, alternate, sizes, refusals_before_a_handler]) await part();
};
