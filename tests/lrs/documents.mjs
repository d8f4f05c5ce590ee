// State, Activity Profile, Agent Profile, Activities, Agents: xAPI-Communication 2.2 to 2.8 and 3.1.
import { createHash } from 'node:crypto';
import { both, holds, send, uuid } from './lib.mjs';

const kinds = (key) => {
  const agent = { mbox: `mailto:${key}@example.com` };
  const activityId = `http://example.com/${key}`;
  return [
    { path: '/activities/state', id: 'stateId', context: { activityId, agent }, state: true },
    { path: '/activities/profile', id: 'profileId', context: { activityId } },
    { path: '/agents/profile', id: 'profileId', context: { agent } },
  ];
};
const sha1 = (text) => createHash('sha1').update(text).digest('hex');

const one = async (version, kind) => {
  const row = (what) => `${version} ${kind.path} ${what}`;
  const query = { ...kind.context, [kind.id]: 'one' };
  const fresh = { 'If-None-Match': '*' };
  const ask = (method, { headers = {}, body, more = {} } = {}) => send(version, `${method} ${kind.path}`, { query: { ...query, ...more }, headers, body });
  const newer = version === '2.0.0';

  holds(row('404 before'), (await ask('GET')).status, 404);
  holds(row('PUT'), (await ask('PUT', { body: { a: 1 }, headers: fresh })).status, 204);
  const got = await ask('GET');
  holds(row('GET'), [got.status, got.text, got.headers.get('Content-Type')], [200, '{"a":1}', 'application/json']);
  holds(row('ETag, 00322'), got.headers.get('ETag'), `"${sha1('{"a":1}')}"`);
  holds(row('Last-Modified'), Number.isNaN(Date.parse(got.headers.get('Last-Modified'))), false);
  const head = await ask('HEAD');
  holds(row('HEAD'), [head.status, head.text, head.headers.get('ETag')], [200, '', got.headers.get('ETag')]);

  holds(row('POST merges, 00234'), (await ask('POST', { body: '{"b":2.50,"a":{"x":1}}', headers: { 'Content-Type': 'application/json' } })).status, 204);
  holds(row('merged at the top only'), (await ask('GET')).text, '{"a":{"x":1},"b":2.50}');
  holds(row('POST of a list, 00232'), (await ask('POST', { body: [1] })).status, 400);
  holds(row('POST of another type, 00229'), (await ask('POST', { body: 'x', headers: { 'Content-Type': 'text/plain' } })).status, 400);
  holds(row('POST of no JSON, 00235'), (await ask('POST', { body: '{', headers: { 'Content-Type': 'application/json' } })).status, 400);
  holds(row('unchanged'), (await ask('GET')).text, '{"a":{"x":1},"b":2.50}');

  const etag = (await ask('GET')).headers.get('ETag');
  for (const known of [etag, `W/${etag}`, `"x", W/"y" , ${etag}`, '*']) {
    const same = await ask('GET', { headers: { 'If-None-Match': known } });
    holds(row(`GET If-None-Match ${known}`), [same.status, same.text, same.headers.get('ETag')], [304, '', etag]);
  }
  holds(row('GET If-None-Match of others'), (await ask('GET', { headers: { 'If-None-Match': '"x", W/"y"' } })).status, 200);
  const stale = await ask('PUT', { body: {}, headers: { 'If-Match': `"${sha1('x')}"` } });
  holds(row('stale If-Match'), [stale.status, /^[0-9a-f]{32}$/.test(stale.json?.error?.trace_id)], [412, true]);
  holds(row('If-None-Match *'), (await ask('PUT', { body: {}, headers: fresh })).status, 412);
  const bare = await ask('PUT', { body: { c: 1 } });
  holds(row('PUT without condition'), bare.status, kind.state && !newer ? 204 : 409);
  holds(row('409 says why'), bare.status === 204 || bare.text.includes('If-Match'), true);
  const now = (await ask('GET')).headers.get('ETag');
  holds(row('If-Match'), (await ask('PUT', { body: 'bytes \u00e9', headers: { 'If-Match': now, 'Content-Type': 'text/plain; charset=utf-8' } })).status, 204);
  const bytes = await ask('GET');
  holds(row('bytes and type as sent'), [bytes.text, bytes.headers.get('Content-Type')], ['bytes \u00e9', 'text/plain; charset=utf-8']);
  if (newer) {
    holds(row('stale If-Match on POST'), (await ask('POST', { body: {}, headers: { 'If-Match': etag } })).status, 412);
    holds(row('stale If-Match on DELETE'), (await ask('DELETE', { headers: { 'If-Match': etag } })).status, 412);
  }
  holds(row('new without condition, 00273'), (await send(version, `PUT ${kind.path}`, { query: { ...query, [kind.id]: 'two' }, body: {} })).status, kind.state || newer ? 204 : 400);
  holds(row('POST creates, 00233'), (await send(version, `POST ${kind.path}`, { query: { ...query, [kind.id]: 'three' }, body: {} })).status, 204);
  holds(row('DELETE'), (await ask('DELETE')).status, 204);
  holds(row('404 after'), (await ask('GET')).status, 404);
};

const lists = async (version, kind) => {
  const row = (what) => `${version} ${kind.path} ${what}`;
  const put = (id) => send(version, `PUT ${kind.path}`, { query: { ...kind.context, [kind.id]: id }, body: {}, headers: { 'If-None-Match': '*' } });
  const pause = () => new Promise((done) => setTimeout(done, 5));
  await put('a');
  await pause(); // a time in milliseconds may lie before what the same millisecond held
  const since = new Date().toISOString();
  await pause();
  await put('b');
  const list = async (query = {}) => (await send(version, `GET ${kind.path}`, { query: { ...kind.context, ...query } })).json;
  holds(row('list, 00193'), await list(), ['a', 'b']);
  holds(row('list since, 00195'), await list({ since }), ['b']);
  const listed = (headers = {}) => send(version, `GET ${kind.path}`, { query: kind.context, headers });
  const tag = (await listed()).headers.get('ETag');
  holds(row('list has an ETag, 00322'), tag, `"${sha1('["a","b"]')}"`);
  holds(row('list that is known'), (await listed({ 'If-None-Match': `W/${tag}` })).status, 304);
  if (kind.context.agent) {
    const of = (agent) => send(version, `GET ${kind.path}`, { query: { ...kind.context, agent } });
    const group = await of({ objectType: 'Group', mbox: kind.context.agent.mbox });
    holds(row('of an identified group'), [group.status, group.json?.length], version === '2.0.0' ? [200, 2] : [400, undefined]);
    for (const [agent, says] of [
      ['{x', /^the parameter agent: not valid JSON: .* XAPI-00012\)$/],
      [{ mbox: 'mailto:a@b.c', openid: 'http://a.b/' }, /^the parameter agent: expected one identifier .* XAPI-00034\)$/],
      [{ account: { homePage: 'x', name: 'y' } }, /^the parameter agent\/account\/homePage: expected an IRL .* XAPI-00011\)$/],
      [{ objectType: 'Group', member: [] }, /^the parameter agent[:/]/],
    ]) {
      const refused = await of(agent);
      holds(row(`refuses the agent ${JSON.stringify(agent)} by name`), [refused.status, says.test(refused.json?.error?.message) || refused.text], [400, true]);
    }
  }
  for (const name of Object.keys(kind.context)) {
    const { [name]: gone, ...rest } = kind.context;
    holds(row(`without ${name}`), (await send(version, `GET ${kind.path}`, { query: { ...rest, [kind.id]: 'a' } })).status, 400);
    holds(row(`bad ${name}`), (await send(version, `GET ${kind.path}`, { query: { ...rest, [name]: 'x', [kind.id]: 'a' } })).status, 400);
  }
  holds(row('bad since'), (await send(version, `GET ${kind.path}`, { query: { ...kind.context, since: 'x' } })).status, 400);
  holds(row('unknown parameter'), (await send(version, `GET ${kind.path}`, { query: { ...kind.context, foo: 1 } })).status, 400);
  if (!kind.state) {
    holds(row('PUT without id'), (await send(version, `PUT ${kind.path}`, { query: kind.context, body: {} })).status, 400);
    return;
  }
  const registration = uuid();
  await send(version, `PUT ${kind.path}`, { query: { ...kind.context, registration, stateId: 'r' }, body: {} });
  holds(row('registration apart'), await list({ registration }), ['r']);
  holds(row('without registration: all'), await list(), ['a', 'b', 'r']);
  holds(row('bad registration, 00200'), (await send(version, `GET ${kind.path}`, { query: { ...kind.context, registration: 'x' } })).status, 400);
  holds(row('DELETE of all, 00194'), (await send(version, `DELETE ${kind.path}`, { query: kind.context })).status, 204);
  holds(row('gone'), await list(), []);
};

// Learning Locker issue 890: rapid POSTs lost 20 to 90 %.
const merges = async (version) => {
  const query = { activityId: `http://example.com/${uuid()}`, agent: { mbox: 'mailto:m@example.com' }, stateId: 'm' };
  const replies = await Promise.all(Array.from({ length: 64 }, (_, i) => send(version, 'POST /activities/state', { query, body: { [`k${i}`]: i } })));
  holds(`${version} 2.2 64 merges at once`, replies.every((reply) => reply.status === 204), true);
  const merged = (await send(version, 'GET /activities/state', { query })).json;
  holds(`${version} 2.2 none is lost`, Object.keys(merged).length, 64);
};

const described = async (version) => {
  const activityId = `http://example.com/${uuid()}`;
  const stub = await send(version, 'GET /activities', { query: { activityId } });
  holds(`${version} 2.5 unknown activity`, [stub.status, stub.json], [200, { objectType: 'Activity', id: activityId }]);
  holds(`${version} 2.5 activityId required`, (await send(version, 'GET /activities')).status, 400);
  const mbox = `mailto:${uuid()}@example.com`;
  const person = await send(version, 'GET /agents', { query: { agent: { mbox, name: 'N' } } });
  holds(`${version} 2.4 Person has arrays, 00237`, person.json, { objectType: 'Person', mbox: [mbox], name: ['N'] });
  const account = { homePage: 'http://a.b/c', name: 'n' };
  holds(`${version} 2.4 account`, (await send(version, 'GET /agents', { query: { agent: { account } } })).json.account, [account]);
  for (const [what, agent] of [
    ['no agent, 00249', { name: 'x' }],
    ['a group', { objectType: 'Group', mbox }],
    ['nothing', ''],
  ])
    holds(`${version} 2.4 ${what}`, (await send(version, 'GET /agents', { query: { agent } })).status, 400);
};

export const documents = async () => {
  for (const version of both) {
    for (const kind of kinds(uuid())) await one(version, kind);
    for (const kind of kinds(uuid())) await lists(version, kind);
    await merges(version);
    await described(version);
  }
};
