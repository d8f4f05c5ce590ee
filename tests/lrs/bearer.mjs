// Bearer tokens (RFC 6750) of OpenID issuers: what a real one gives is taken, what is forged is not.
import { holds, make, send, url } from './lib.mjs';

const { OT_ISSUER: issuer, OT_FORGER: forger } = process.env;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const bearer = (token) => `Bearer ${token}`;

const grant = async (client, scope) => {
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Authorization: 'Basic ' + Buffer.from(`${client}:secret`).toString('base64') },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  });
  return (await response.json()).access_token;
};
const post = async (path, body) => (await fetch(forger + path, { method: 'POST', body: JSON.stringify(body ?? {}) })).text();
const mint = (wish) => post('/mint', wish);
const asked = async () => Number(await post('/asked'));
const status = async (token, what = 'GET /statements') => (await send('2.0.0', what, { auth: bearer(token), query: { limit: 1 } })).status;
const reason = async (token) => (await send('2.0.0', 'GET /statements', { auth: bearer(token) })).json?.error?.message ?? '';

const real = async () => {
  for (const client of ['tracker', 'lesson']) {
    const token = await grant(client, 'statements/write statements/read/mine');
    const stored = await send('2.0.0', 'POST /statements', { auth: bearer(token), body: make() });
    holds(`${client}: a token of oidc-provider stores a statement`, stored.status, 200);
    const found = await send('2.0.0', 'GET /statements', { auth: bearer(token), query: { statementId: stored.json?.[0] } });
    holds(`${client}: and reads its own`, found.status, 200);
    holds(`${client}: whose authority is the client, an account of the issuer`, found.json?.authority, { objectType: 'Agent', account: { homePage: issuer, name: client } });
    const state = await send('2.0.0', 'GET /activities/state', { auth: bearer(token), query: { activityId: 'http://x/y', agent: { mbox: 'mailto:a@example.com' } } });
    holds(`${client}: a scope that it does not have`, state.status, 403);
  }
  const reader = await grant('tracker', 'all/read');
  holds('a token that only reads does not write', (await send('2.0.0', 'POST /statements', { auth: bearer(reader), body: make() })).status, 403);
};

const forged = async () => {
  holds('a good token of the other issuer', await status(await mint({})), 200);
  holds('one signed by ES256', await status(await mint({ key: 'ec' })), 200);
  holds('an audience among others', await status(await mint({ claims: { aud: ['https://other.example', 'https://lrs.example.org/xapi'] } })), 200);
  const now = Math.floor(Date.now() / 1000);
  const rows = [
    ['no signature at all', { header: { alg: 'none' }, by: 'none' }, 'RS256 or ES256'],
    ['an algorithm with a shared secret', { header: { alg: 'HS256' }, by: 'HS256' }, 'RS256 or ES256'],
    ['the public key as a shared secret', { header: { alg: 'HS256' }, by: 'public' }, 'RS256 or ES256'],
    ['ES256 said of a key of RSA', { header: { alg: 'ES256' } }, 'its key is not'],
    ['RS256 said of a key on a curve', { key: 'ec', header: { alg: 'RS256' }, by: 'ES256' }, 'its key is not'],
    ['RS384', { header: { alg: 'RS384' } }, 'RS256 or ES256'],
    ['an expired token', { claims: { exp: now - 31 } }, 'expired'],
    ['one that never expires', { claims: { exp: null } }, 'never expires'],
    ['one that is not valid yet', { claims: { nbf: now + 60 } }, 'not valid yet'],
    ['another audience', { claims: { aud: 'https://other.example' } }, 'another audience'],
    ['no audience', { claims: { aud: null } }, 'another audience'],
    ['another issuer', { claims: { iss: 'https://other.example' } }, 'issuer is not known'],
    ['the real issuer, signed by the other', { claims: { iss: issuer } }, 'its key is not'],
    ['a key that no set holds', { key: 'stranger' }, 'its key is not'],
    ['a known key id on a strange signature', { key: 'stranger', header: { kid: null } }, 'signature does not hold'],
    ['a key id that is a path', { header: { kid: '../../etc/passwd' } }, 'its key is not'],
    ['a key id that is a URL', { header: { kid: `${forger}/keys`, jku: `${forger}/keys` } }, 'its key is not'],
    ['a critical header', { header: { crit: ['b64'], b64: false } }, 'asks for what is not known'],
  ];
  for (const [name, wish, expected] of rows) {
    const token = await mint(wish);
    holds(`${name}: 401`, await status(token), 401);
    const why = await reason(token);
    holds(`${name}: says why`, why.includes(expected) || why, true);
  }
  const good = await mint({});
  const [head, claims, proof] = good.split('.');
  const other = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(claims, 'base64url')), scope: 'all' })).toString('base64url');
  for (const [name, token] of [['changed claims', `${head}.${other}.${proof}`], ['a cut signature', good.slice(0, -5)], ['two parts', `${head}.${claims}`],
    ['nonsense', 'a.b.c'], ['nothing', ''], ['a token of 12 KB', `${head}.${'A'.repeat(12000)}.${proof}`]])
    holds(`${name}: 401`, await status(token), 401);
  const refused = await send('2.0.0', 'GET /statements', { auth: bearer('x') });
  holds('a refusal names both schemes', refused.headers.get('www-authenticate'), 'Basic realm="xAPI", Bearer realm="xAPI"');
};

const authority = async () => {
  const token = await mint({ claims: { sub: 'user-7' } });
  const stored = await send('2.0.0', 'POST /statements', { auth: bearer(token), body: make() });
  const account = (name) => ({ objectType: 'Agent', account: { homePage: forger, name } });
  const mine = await send('2.0.0', 'GET /statements', { auth: bearer(token), query: { statementId: stored.json?.[0] } });
  holds('a client that acts for somebody: a group of the two', mine.json?.authority, { objectType: 'Group', member: [account('forger'), account('user-7')] });
  const anothers = await send('2.0.0', 'GET /statements', { auth: bearer(await mint({})), query: { statementId: stored.json?.[0] } });
  holds('which are not the statements of the client alone', anothers.status, 404);
  for (const agent of [account('user-7'), account('forger')]) {
    const found = await send('2.0.0', 'GET /statements', { query: { agent, related_agents: true, limit: 1 } });
    holds(`found by related_agents: ${agent.account.name}`, found.json?.statements?.[0]?.id, stored.json?.[0]);
  }
  const queued = await fetch(`${url}/v1/xapi/queue`, { method: 'POST', headers: { Authorization: bearer(token), 'Content-Type': 'application/json' }, body: JSON.stringify(make()) });
  const [id] = (await queued.json()).ids ?? [];
  let late;
  for (let i = 0; i < 100 && late?.status !== 200; i++) {
    await pause(50);
    late = await send('2.0.0', 'GET /statements', { query: { statementId: id } });
  }
  holds('queued statements have the same authority', late.json?.authority, mine.json?.authority);
};

const rotation = async () => {
  const old = await mint({});
  await status(old);
  const before = await asked();
  const flood = await Promise.all(Array.from({ length: 60 }, async (_, i) => status(await mint({ header: { kid: `nobody-${i}` } }))));
  holds('a flood of unknown keys: all refused', flood.every((one) => one === 401), true);
  const cost = (await asked()) - before;
  holds('which makes the issuer be asked no more than once a second', cost <= 3 || cost, true);
  await post('/rotate');
  await pause(1100);
  holds('a token of the new key is taken', await status(await mint({})), 200);
  holds('a verified one is believed without asking', await status(old), 200);
  const count = await asked();
  for (let i = 0; i < 20; i++) await status(old);
  holds('and costs the issuer nothing', await asked(), count);
};

export const bearer_tokens = async () => {
  await real();
  await forged();
  await authority();
  await rotation();
};
