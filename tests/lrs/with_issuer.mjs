// `node with_issuer.mjs COMMAND...` runs COMMAND beside two OpenID issuers that OT_XAPI_ISSUERS names: `oidc-provider`, a real one, and one of our own
// that signs whatever it is asked to. OT_ISSUER and OT_FORGER hold their addresses.
import { spawn } from 'node:child_process';
import { createHmac, createSign, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

export const audience = 'https://lrs.example.org/xapi';
const scopes = 'all all/read statements/write statements/read statements/read/mine state define profile';
const listen = (server) => new Promise((done) => server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${server.address().port}`)));

const pair = (type, options, extra) => {
  const { privateKey, publicKey } = generateKeyPairSync(type, options);
  const kid = randomUUID();
  return { kid, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', ...extra }, secret: { ...privateKey.export({ format: 'jwk' }), kid, ...extra } };
};
const rsa = () => pair('rsa', { modulusLength: 2048 }, { alg: 'RS256' });
const ec = () => pair('ec', { namedCurve: 'P-256' }, { alg: 'ES256' });

const startProvider = async () => {
  const server = createServer();
  const url = await listen(server);
  const client = (id) => ({ client_id: id, client_secret: 'secret', grant_types: ['client_credentials'], redirect_uris: [], response_types: [], scope: scopes });
  const algorithms = { tracker: 'RS256', lesson: 'ES256' };
  const provider = new Provider(url, {
    clients: Object.keys(algorithms).map(client),
    jwks: { keys: [rsa().secret, ec().secret] },
    scopes: scopes.split(' '),
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        getResourceServerInfo: (_, __, asking) => ({ scope: scopes, audience, accessTokenTTL: 300, accessTokenFormat: 'jwt', jwt: { sign: { alg: algorithms[asking.clientId] } } }),
      },
    },
  });
  server.on('request', provider.callback());
  return url;
};

const known = (members) => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
const base64url = (members) => Buffer.from(JSON.stringify(known(members))).toString('base64url');

// POST /mint {key: 'rsa'|'ec'|'stranger', header, claims, by}: a token, without the members that are null; /rotate: new keys; GET /asked: how often the keys were asked for.
const startForger = async () => {
  const state = { rsa: rsa(), ec: ec(), stranger: rsa(), asked: 0 };
  const sign_by = {
    RS256: (text, key) => createSign('sha256').update(text).sign(key.privateKey),
    ES256: (text, key) => sign('sha256', Buffer.from(text), { key: key.privateKey, dsaEncoding: 'ieee-p1363' }),
    // What a server would check that takes the public key of RSA for a shared secret.
    HS256: (text, key) => createHmac('sha256', key.privateKey.export({ type: 'pkcs1', format: 'pem' })).update(text).digest(),
    public: (text, key) => createHmac('sha256', Buffer.from(key.jwk.n, 'base64url')).update(text).digest(),
    none: () => Buffer.alloc(0),
  };
  const mint = ({ key = 'rsa', header = {}, claims = {}, by }) => {
    const used = state[key];
    const alg = key === 'ec' ? 'ES256' : 'RS256';
    const head = { alg, kid: used.kid, typ: 'at+jwt', ...header };
    const now = Math.floor(Date.now() / 1000);
    const all = { iss: url, aud: audience, sub: 'forger', client_id: 'forger', scope: 'lrs:write lrs:read', iat: now, exp: now + 300, ...claims };
    const text = `${base64url(head)}.${base64url(all)}`;
    return `${text}.${sign_by[by ?? alg](text, used).toString('base64url')}`;
  };
  const answers = {
    '/.well-known/openid-configuration': () => JSON.stringify({ issuer: url, jwks_uri: `${url}/keys` }),
    '/keys': () => (state.asked++, JSON.stringify({ keys: [{ kty: 'oct', k: 'AAAA' }, state.rsa.jwk, state.ec.jwk, 'no key'] })),
    '/asked': () => String(state.asked),
    '/rotate': () => (Object.assign(state, { rsa: rsa() }), 'done'),
    '/mint': (body) => mint(JSON.parse(body)),
  };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    const answer = answers[request.url];
    response.statusCode = answer ? 200 : 404;
    response.end(answer ? answer(body) : '');
  });
  const url = await listen(server);
  return url;
};

const [issuer, forger] = [await startProvider(), await startForger()];
const issuers = [
  { issuer, audience },
  { issuer: forger, audience, scopes: { 'lrs:write': 'statements/write define', 'lrs:read': 'statements/read/mine' }, refresh_seconds: 1 },
];
const [command, ...rest] = process.argv.slice(2);
const child = spawn(command, rest, {
  stdio: 'inherit',
  env: { ...process.env, OT_ISSUER: issuer, OT_FORGER: forger, OT_XAPI_ISSUERS: JSON.stringify(issuers), OT_XAPI_PRIVATE_TARGETS: '1' },
});
child.on('exit', (code) => process.exit(code ?? 1));
