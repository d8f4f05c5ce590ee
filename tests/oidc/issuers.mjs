// Two OpenID issuers: `oidc-provider`, a real one, which signs in whoever it is told to without asking, and one that answers as it is told to.
import { createPublicKey, randomUUID, verify } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { ec, hmac, jwt, listen, rsa, signers } from '../support/keys.mjs';

// One client for each way of showing that it is the client, and each algorithm.
const clients = (redirect) => [
  ['basic', { token_endpoint_auth_method: 'client_secret_basic', client_secret: 'se:cret %' }],
  ['curve', { token_endpoint_auth_method: 'client_secret_basic', client_secret: 'another one', id_token_signed_response_alg: 'ES256' }],
  ['open', { token_endpoint_auth_method: 'none' }],
].map(([id, more]) => ({ client_id: id, grant_types: ['authorization_code'], response_types: ['code'], redirect_uris: [redirect(id)], ...more }));

// `who` is signed in next; `refuses` makes the issuer send people back with an error; `logins` is how often it asked somebody who they are.
export async function startProvider(redirect) {
  const peer = { who: 'ada', refuses: false, logins: 0 };
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
    if (prompt.name === 'login') return (peer.logins++, provider.interactionFinished(request, response, { login: { accountId: peer.who } }));
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
// that came to the token endpoint, `looked` is how often somebody read who the issuer is.
export async function startForger() {
  const forger = { keys: { rsa: rsa(), ec: ec(), stranger: rsa() }, next: {}, nonce: '', token: null, discovery: {}, asked: [], looked: 0 };
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
    '/.well-known/openid-configuration': () => (forger.looked++, { issuer: forger.url, authorization_endpoint: `${forger.url}/auth`, token_endpoint: `${forger.url}/token`, jwks_uri: `${forger.url}/keys`, ...forger.discovery }),
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

// What the real one says about a client secret (developer.apple.com, "Creating a client secret"); undefined: nothing is wrong with it.
function wrongSecret(secret, { url, team, keyId, clientId, publicKey }) {
  const [head, body, signature] = (secret ?? '').split('.');
  if (!signature) return 'no JWT';
  const [header, claims] = [head, body].map((part) => JSON.parse(Buffer.from(part, 'base64url')));
  const now = Math.floor(Date.now() / 1000);
  if (header.alg !== 'ES256' || header.kid !== keyId) return 'header';
  if (claims.iss !== team || claims.sub !== clientId || claims.aud !== url) return 'claims';
  if (!(claims.iat <= now && claims.exp > now && claims.exp <= now + 15_777_000)) return 'times';
  const holds = verify('sha256', Buffer.from(`${head}.${body}`), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  return holds ? undefined : 'signature';
}

const hidden = ([name, value]) => `<input type="hidden" name="${name}" value="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">`;

// Apple as its documents describe it: it checks the client secret and posts a form, from a site of its own when the browser calls it by another name than the
// server. `who` signs in next; `user` is what the form says of them, as it does the first time only; `secrets` are what was wrong with each client secret.
export async function startApple({ team = 'TEAM123456', keyId = 'KEY1234567', clientId = 'org.example.tutor' } = {}) {
  const signer = rsa(), team_key = ec();
  const apple = { team, keyId, clientId, who: 'ada', user: null, claims: {}, secrets: [], codes: new Map(), publicKey: createPublicKey(team_key.privateKey) };
  apple.key = team_key.privateKey.export({ type: 'pkcs8', format: 'pem' });
  // The fields that Apple would post for somebody who came to this address.
  apple.answer = (address) => {
    const asked = Object.fromEntries(new URL(address).searchParams);
    const fits = asked.client_id === clientId && asked.response_type === 'code' && (asked.response_mode === 'form_post' || !/name|email/.test(asked.scope));
    if (!fits) throw new Error('Apple would refuse this');
    const code = randomUUID();
    apple.codes.set(code, { redirect: asked.redirect_uri, nonce: asked.nonce, who: apple.who });
    return { state: asked.state, code, ...(apple.user && { user: typeof apple.user === 'string' ? apple.user : JSON.stringify(apple.user) }) };
  };
  const token = (form) => {
    const wrong = wrongSecret(form.client_secret, apple), given = apple.codes.get(form.code);
    apple.secrets.push(wrong);
    if (wrong || form.client_id !== clientId) return [400, { error: 'invalid_client' }];
    if (!given || given.redirect !== form.redirect_uri) return [400, { error: 'invalid_grant' }];
    apple.codes.delete(form.code);
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: apple.url, aud: clientId, sub: given.who, nonce: given.nonce, nonce_supported: true, iat: now, exp: now + 600, auth_time: now, email: 'relay@privaterelay.example', email_verified: 'true', is_private_email: 'true', ...apple.claims };
    return [200, { access_token: 'x', token_type: 'Bearer', expires_in: 3600, id_token: jwt({ alg: 'RS256', kid: signer.kid }, claims, signers.RS256, signer) }];
  };
  const page = (address) => {
    const fields = apple.answer(address);
    const to = new URL(address).searchParams.get('redirect_uri');
    return `<!doctype html><title>Apple</title><form method="post" action="${to}">${Object.entries(fields).map(hidden).join('')}<button>Continue</button></form>`;
  };
  const discovery = () => ({ issuer: apple.url, authorization_endpoint: `${apple.url}/auth/authorize`, token_endpoint: `${apple.url}/auth/token`, jwks_uri: `${apple.url}/auth/keys`, response_modes_supported: ['query', 'fragment', 'form_post'], token_endpoint_auth_methods_supported: ['client_secret_post'] });
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    const json = (status, answer) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    const { pathname } = new URL(request.url, apple.url);
    if (pathname === '/.well-known/openid-configuration') return json(200, discovery());
    if (pathname === '/auth/keys') return json(200, { keys: [signer.jwk] });
    if (pathname === '/auth/token') return json(...token(Object.fromEntries(new URLSearchParams(body))));
    if (pathname === '/auth/authorize') return response.writeHead(200, { 'content-type': 'text/html' }).end(page(apple.url + request.url));
    return json(404, {});
  });
  apple.url = (await listen(server)).replace('127.0.0.1', 'localhost');
  return apple;
}
