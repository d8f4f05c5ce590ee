// `node with_issuer.mjs COMMAND...` runs COMMAND beside two OpenID issuers that OT_XAPI_ISSUERS names: `oidc-provider`, a real one, and one of our own
// that signs whatever it is asked to. OT_ISSUER and OT_FORGER hold their addresses.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { ec, hmac, jwt, listen, rsa, signers } from '../support/keys.mjs';

export const audience = 'https://lrs.example.org/xapi';
const scopes = 'all all/read statements/write statements/read statements/read/mine state define profile';
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

// POST /mint {key: 'rsa'|'ec'|'stranger', header, claims, by}: a token, without the members that are null; /rotate: new keys; GET /asked: how often the keys were asked for.
const startForger = async () => {
  const state = { rsa: rsa(), ec: ec(), stranger: rsa(), asked: 0 };
  const sign_by = {
    ...signers,
    // What a server would check that takes the public key of RSA for a shared secret.
    HS256: (text, key) => hmac(text, key.privateKey.export({ type: 'pkcs1', format: 'pem' })),
    public: (text, key) => hmac(text, Buffer.from(key.jwk.n, 'base64url')),
  };
  const mint = ({ key = 'rsa', header = {}, claims = {}, by }) => {
    const used = state[key];
    const alg = key === 'ec' ? 'ES256' : 'RS256';
    const head = { alg, kid: used.kid, typ: 'at+jwt', ...header };
    const now = Math.floor(Date.now() / 1000);
    const all = { iss: url, aud: audience, sub: 'forger', client_id: 'forger', scope: 'lrs:write lrs:read', iat: now, exp: now + 300, ...claims };
    return jwt(head, all, sign_by[by ?? alg], used);
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
