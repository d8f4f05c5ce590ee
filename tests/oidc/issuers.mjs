// Two OpenID issuers: `oidc-provider`, a real one, which signs in whoever it is told to without asking, and one that answers as it is told to.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { ec, hmac, jwt, listen, rsa, signers } from '../support/keys.mjs';

// One client for each way of showing that it is the client, and each algorithm.
const clients = (redirect) => [
  ['basic', { token_endpoint_auth_method: 'client_secret_basic', client_secret: 'se:cret %' }],
  ['curve', { token_endpoint_auth_method: 'client_secret_basic', client_secret: 'another one', id_token_signed_response_alg: 'ES256' }],
  ['open', { token_endpoint_auth_method: 'none' }],
].map(([id, more]) => ({ client_id: id, grant_types: ['authorization_code'], response_types: ['code'], redirect_uris: [redirect(id)], ...more }));

// `who` is signed in next; `refuses` makes the issuer send people back with an error.
export async function startProvider(redirect) {
  const peer = { who: 'ada', refuses: false };
  const server = createServer();
  peer.url = await listen(server);
  const provider = new Provider(peer.url, {
    clients: clients(redirect),
    jwks: { keys: [rsa().secret, ec().secret] },
    cookies: { keys: [randomUUID()] },
    pkce: { required: () => true },
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], profile: ['preferred_username', 'name'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id, name: `${id} of the school` }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  });
  const answer = async (request, response) => {
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    if (peer.refuses) return provider.interactionFinished(request, response, { error: 'access_denied' });
    if (prompt.name === 'login') return provider.interactionFinished(request, response, { login: { accountId: peer.who } });
    const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    grant.addOIDCScope(params.scope);
    return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
  };
  const callback = provider.callback();
  server.on('request', (request, response) => (request.url.startsWith('/interaction/') ? answer(request, response) : callback(request, response)));
  return peer;
}

const sign_by = {
  ...signers,
  // What a server would check that takes the public key for a shared secret.
  HS256: (text, key) => hmac(text, key.jwk.n),
  pem: (text, key) => hmac(text, key.publicPem),
};

// `next` shapes the next token: {key, header, claims, by}, members that are null are left out; `token` and `discovery` shape whole answers. `asked` are the forms
// that came to the token endpoint.
export async function startForger() {
  const forger = { keys: { rsa: rsa(), ec: ec(), stranger: rsa() }, next: {}, nonce: '', token: null, discovery: {}, asked: [] };
  forger.keys.rsa.publicPem = forger.keys.rsa.privateKey.export({ type: 'pkcs1', format: 'pem' });
  const mint = () => {
    const { key = 'rsa', header = {}, claims = {}, by } = forger.next;
    const used = forger.keys[key];
    const alg = key === 'ec' ? 'ES256' : 'RS256';
    const now = Math.floor(Date.now() / 1000);
    const all = { iss: forger.url, aud: 'tutor', sub: 'forger', nonce: forger.nonce, iat: now, exp: now + 300, preferred_username: 'forger', ...claims };
    return jwt({ alg, kid: used.kid, ...header }, all, sign_by[by ?? alg], used);
  };
  const answers = {
    '/.well-known/openid-configuration': () => ({ issuer: forger.url, authorization_endpoint: `${forger.url}/auth`, token_endpoint: `${forger.url}/token`, jwks_uri: `${forger.url}/keys`, ...forger.discovery }),
    '/keys': () => ({ keys: [{ kty: 'oct', k: 'AAAA' }, forger.keys.rsa.jwk, forger.keys.ec.jwk] }),
    '/token': (body) => (forger.asked.push(Object.fromEntries(new URLSearchParams(body))), { access_token: 'x', token_type: 'Bearer', id_token: mint() }),
  };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    if (request.url === '/token' && forger.token) return forger.token(response);
    const answer = answers[request.url];
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(answer ? JSON.stringify(answer(body)) : '');
  });
  forger.url = await listen(server);
  return forger;
}
