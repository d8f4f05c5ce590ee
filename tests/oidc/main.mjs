import { equals, finish, group, holds } from '../support/checks.mjs';
import { Server, until } from '../support/server.mjs';
import { Browser } from './browser.mjs';
import { appleGroup } from './apple.mjs';
import { startForger, startProvider } from './issuers.mjs';

// As much as is taken, up to a gigabyte.
const flood = (response, left = 1024) => {
  while (left-- > 0 && !response.destroyed) if (!response.write(' '.repeat(1 << 20))) return void response.once('drain', () => flood(response, left));
  response.end();
};
const password = 'a phrase for the tests';
const settings = { ADMIN_TOKEN: 'open-sesame', OT_XAPI_PRIVATE_TARGETS: '1', OT_LIMITS: 'session=0,login=0,signup=0,auth=0' };

class Person extends Browser {
  constructor(server) {
    super();
    this.base = server.url;
  }
  call = (method, path, body, headers) => this.send(method, this.base + path, body, headers);
  get = (path) => this.call('GET', path);
  post = (path, body = {}, headers = {}) => this.call('POST', path, body, headers);
  user = async () => (await this.post('/v1/session')).json.user;
  session = () => this.jars.get(this.base)?.get('ot_session');
  depart = (issuer, more = {}) => this.post('/v1/auth/openid', { issuer, ...more });
  // To the issuer and back; the answer of the callback.
  async signIn(issuer, more = {}) {
    const { json } = await this.depart(issuer, more);
    return this.send('GET', await this.follow(json.url, (url) => url.startsWith(this.base)));
  }
  trouble = (answer) => new URL(answer.to).searchParams.get('trouble');
}

const admin_of = async (server) => {
  const admin = new Person(server);
  await admin.post('/v1/auth/token', { token: 'open-sesame' });
  return admin;
};

await Server.with(settings, async (server) => {
  const admin = await admin_of(server);
  const redirect = (id) => `${server.url}/v1/auth/openid/${id}/callback`;
  const provider = await startProvider(redirect);
  const forger = await startForger();
  const secrets = { basic: 'se:cret %', curve: 'another one' };

  await group('administrators name issuers', async () => {
    for (const id of ['basic', 'curve', 'open']) {
      const made = await admin.post('/v1/admin/issuers', { id, label: `The ${id} school`, issuer: provider.url, client_id: id, client_secret: secrets[id] });
      equals(`${id} is taken`, 200, made.status);
      equals(`${id}: where it must send people back to`, redirect(id), made.json.redirect_uri);
      holds(`${id}: the secret is not shown again`, !JSON.stringify(made.json).includes(secrets[id] ?? 'client_secret'));
    }
    equals('the forger is taken', 200, (await admin.post('/v1/admin/issuers', { id: 'forger', label: 'Forger', issuer: forger.url, client_id: 'tutor' })).status);
    equals('an id that is taken', 409, (await admin.post('/v1/admin/issuers', { id: 'basic', label: 'x', issuer: provider.url, client_id: 'x' })).status);
    for (const issuer of [`${provider.url}/`, 'http://127.0.0.1:1', 'ftp://x.example', `${provider.url}?x`, 'https://user:pw@x.example'])
      equals(`no issuer: ${issuer}`, '/issuer', (await admin.post('/v1/admin/issuers', { id: 'no', label: 'x', issuer, client_id: 'x' })).json.error?.pointer);
    const offered = (await new Person(server).get('/v1/auth/openid')).json.issuers;
    equals('strangers see which there are, and no more', [['id', 'label'], 4], [Object.keys(offered[0]), offered.length]);
    const sealed = await server.rows("SELECT sealed FROM vault_secrets WHERE purpose = 'openid.issuer'");
    holds('secrets are in the vault alone', sealed.length === 2 && !JSON.stringify(await server.rows('SELECT * FROM openid_issuers')).includes('cret'), sealed);
  });

  await group('people sign in by a real issuer', async () => {
    for (const id of ['basic', 'curve', 'open']) {
      const person = new Person(server);
      provider.who = `${id}-ada`;
      const anonymous = await person.user();
      const before = person.session();
      const answer = await person.signIn(id, { return_to: '/account?x=1' });
      equals(`${id}: is sent on`, [303, `${server.url}/account?x=1`], [answer.status, answer.to]);
      const user = await person.user();
      equals(`${id}: has an account in the place of the anonymous learner`, [anonymous.id, false, `${id}-ada`], [user.id, user.anonymous, user.name]);
      holds(`${id}: the session has another id`, before && person.session() && before !== person.session());
      const old = new Person(server);
      old.jars.set(server.url, new Map([['ot_session', before]]));
      holds(`${id}: the one from before is worth nothing`, (await old.user()).id !== user.id);
      const cookie = answer.cookies.find((line) => line.startsWith('ot_session='));
      holds(`${id}: the cookie is for the server alone`, /HttpOnly/.test(cookie) && /SameSite=Lax/.test(cookie), cookie?.replace(/=\w+/, ''));
    }
  });

  await group('somebody known comes back, with what they did', async () => {
    provider.who = 'grace';
    const first = new Person(server);
    await first.signIn('basic');
    const { id } = await first.user();
    const elsewhere = new Person(server);
    const learner = await elsewhere.user();
    await elsewhere.signIn('curve');
    equals('by another client of the same issuer it is the same person', id, (await elsewhere.user()).id);
    equals('what the anonymous learner did is theirs', [[id]], await server.rows(`SELECT became FROM users WHERE id = '${learner.id}'`));
    const account = (await elsewhere.get('/v1/account')).json;
    equals('an account without a password says so', false, account.has_password);
    equals('nobody signs in to it by a password', 401, (await new Person(server).post('/v1/login', { name: 'grace', password })).status);
    provider.who = 'GRACE';
    const other = new Person(server);
    await other.signIn('basic');
    const twin = await other.user();
    holds('a name that looks taken gets a number', twin.id !== id && twin.name !== 'grace' && twin.name.toLowerCase().startsWith('grace'), twin);
    await admin.post(`/v1/admin/users/${id}/disable`);
    provider.who = 'grace';
    const closed = new Person(server);
    equals('a closed account stays closed', 'closed', closed.trouble(await closed.signIn('basic')));
  });

  await group('who has no password shows at the issuer that it is them', async () => {
    provider.who = 'hopper';
    const hopper = new Person(server);
    await hopper.signIn('basic');
    const { id } = await hopper.user();
    const begun = async () => Number((await server.rows(`SELECT created_at FROM sessions WHERE user_id = '${id}'`))[0][0]);
    const age = () => server.rows(`UPDATE sessions SET created_at = created_at - 900000000 WHERE user_id = '${id}'`);
    const may_link = async () => (await hopper.depart('forger', { link: true })).status;
    await age();
    equals('a session that began long ago is not enough', 403, await may_link());
    const before = [provider.logins, hopper.session()];
    const { json } = await hopper.depart('basic', { confirm: true, return_to: '/account' });
    const asked = new URL(json.url).searchParams;
    equals('the issuer is told to ask', ['login', '0'], [asked.get('prompt'), asked.get('max_age')]);
    const back = await hopper.send('GET', await hopper.follow(json.url, (url) => url.startsWith(server.url)));
    equals('it did, though it knew who was there, and the session goes on', [`${server.url}/account`, before[0] + 1, before[1]], [back.to, provider.logins, hopper.session()]);
    equals('which is as good as new', 200, await may_link());
    await age();
    const silent = provider.logins;
    const signing = (await hopper.depart('basic')).json.url;
    await hopper.follow(signing, (url) => url.startsWith(server.url));
    equals('without being told to, it asks nobody whom it knows', [silent, null], [provider.logins, new URL(signing).searchParams.get('prompt')]);
    provider.who = 'somebody else';
    hopper.jars.delete(provider.url); // who is signed in there would have to sign out first
    const stood = await begun();
    equals('another person there confirms nothing', ['refused', stood], [hopper.trouble(await hopper.signIn('basic', { confirm: true })), await begun()]);
    equals('and may still not link', 403, await may_link());
    provider.refuses = true;
    equals('nor who is not let in', 'refused', hopper.trouble(await hopper.signIn('basic', { confirm: true })));
    provider.refuses = false;
    equals('a stranger has nothing to confirm', 401, (await new Person(server).depart('basic', { confirm: true })).status);
    const { status, json: both } = await hopper.depart('basic', { confirm: true, link: true });
    equals('one thing at a time', [400, '/confirm'], [status, both.error?.pointer]);
    provider.who = 'hopper';
    hopper.jars.delete(provider.url);
    const other = new Person(server);
    await other.post('/v1/signup', { name: 'In between', password });
    const half = await hopper.follow((await hopper.depart('basic', { confirm: true })).json.url, (url) => url.startsWith(server.url));
    hopper.jars.get(server.url).set('ot_session', other.session());
    equals('who comes back as somebody else confirms nothing', 'lost', hopper.trouble(await hopper.send('GET', half)));

    // What the token says about when, by the issuer that lies.
    forger.next = { claims: { sub: 'liar', preferred_username: 'liar' } };
    const liar = new Person(server);
    const callback = async (more) => {
      const { searchParams } = new URL((await liar.depart('forger', more)).json.url);
      forger.nonce = searchParams.get('nonce');
      return liar.send('GET', `${redirect('forger')}?code=c&state=${searchParams.get('state')}`);
    };
    await callback({});
    const now = () => Math.floor(Date.now() / 1000);
    for (const [what, auth_time, trouble] of [['nothing', undefined, 'refused'], ['an hour ago', now() - 3600, 'refused'], ['in an hour', now() + 3600, 'refused'], ['no time', 'now', 'refused'], ['now', now(), null]]) {
      forger.next = { claims: { sub: 'liar', preferred_username: 'liar', auth_time } };
      equals(`a token that says it was ${what}`, trouble, liar.trouble(await callback({ confirm: true })));
    }
    forger.next = {};
    equals('it is in the audit log', ['2'], (await server.rows("SELECT count(*) FROM audit_logs WHERE action = 'account.confirm'")).flat());
  });

  await group('an account is linked, by who is signed in to it', async () => {
    provider.who = 'linus';
    const person = new Person(server);
    equals('a stranger links nothing', 401, (await person.depart('basic', { link: true })).status);
    await person.post('/v1/signup', { name: 'Linus', password, email: 'linus@example.com' });
    const { id } = await person.user();
    const asked = async (more) => {
      const { status, json } = await person.depart('basic', { link: true, ...more });
      return [status, json.error?.pointer];
    };
    equals('a session is not enough', [400, '/password'], await asked({}));
    equals('nor is another password', [401, undefined], await asked({ password: 'a phrase of somebody else' }));
    equals('and nobody has left', [], await server.rows(`SELECT link_user FROM openid_departures WHERE link_user = '${id}'`));
    equals('links', `${server.url}/account`, (await person.signIn('basic', { link: true, return_to: '/account', password })).to);
    const again = new Person(server);
    await again.signIn('basic');
    equals('and comes in by it', id, (await again.user()).id);
    const other = new Person(server);
    await other.post('/v1/signup', { name: 'Other', password });
    equals('what is linked to one is not linked to another', 'taken', other.trouble(await other.signIn('basic', { link: true, password })));
    const links = (await person.get('/v1/account/links')).json.links;
    equals('is told', [['The basic school', provider.url]], links.map((link) => [link.label, link.issuer]));
    equals('another cannot take it away', 404, (await other.call('DELETE', `/v1/account/links/${links[0].id}`)).status);
    equals('takes it away', 204, (await person.call('DELETE', `/v1/account/links/${links[0].id}`)).status);
    const alone = new Person(server);
    provider.who = 'alone';
    await alone.signIn('basic');
    const only = (await alone.get('/v1/account/links')).json.links[0];
    equals('the only way in stays', 409, (await alone.call('DELETE', `/v1/account/links/${only.id}`)).status);
    equals('who has just come in by an issuer links another', 200, (await alone.depart('forger', { link: true })).status);
    await server.rows(`UPDATE sessions SET created_at = created_at - 601000000 WHERE user_id = '${(await alone.user()).id}'`);
    equals('a session from before does not', 403, (await alone.depart('forger', { link: true })).status);
    await alone.post('/v1/auth/token', { token: 'open-sesame' });
    equals('nor when it becomes an administrator', 403, (await alone.depart('forger', { link: true })).status);
    await alone.signIn('basic');
    equals('who signs in again does', 200, (await alone.depart('forger', { link: true })).status);
    equals('who has no password goes by saying so', 202, (await alone.post('/v1/account/delete', { word: 'delete' })).status);
    const link_left = () => server.rows(`SELECT id FROM openid_links WHERE id = '${only.id}'`);
    await until(async () => (await link_left()).length === 0, 'the link is erased');
    const anew = new Person(server);
    provider.who = 'alone';
    await anew.signIn('basic');
    holds('and begins anew', (await anew.user()).id !== (await alone.user()).id && (await anew.user()).name === 'alone');
    provider.who = 'linus@example.com';
    const namesake = new Person(server);
    await namesake.signIn('basic');
    holds('an address alone is nobody', (await namesake.user()).id !== id);
  });

  await group('who is refused there is not in here', async () => {
    provider.refuses = true;
    const person = new Person(server);
    const answer = await person.signIn('basic');
    provider.refuses = false;
    equals('comes to the page of sign-in', [`${server.url}/sign-in?trouble=refused`, undefined], [answer.to, person.session()]);
  });

  // To the forger without going there: what it sends back with, and what its token says, is up to the row.
  const nonce_in = (url) => new URL(url).searchParams.get('nonce');
  const state_in = (url) => new URL(url).searchParams.get('state');
  const back = (person, query, issuer = 'forger') => person.get(`/v1/auth/openid/${issuer}/callback?${new URLSearchParams(query)}`);
  const forged = async (next, more = {}) => {
    const person = new Person(server);
    const { url } = (await person.depart('forger')).json;
    Object.assign(forger, { next, nonce: nonce_in(url) });
    const answer = await back(person, { code: 'c', state: state_in(url), ...more });
    return { trouble: person.trouble(answer), session: person.session(), person, url };
  };
  const now = Math.floor(Date.now() / 1000);

  await group('what an issuer must not say', async () => {
    holds('a good token lets in', (await forged({})).session);
    equals('who it is was read once, when it was named', 1, forger.looked);
    holds('one by ES256 too', (await forged({ key: 'ec' })).session);
    const rows = [
      ['another nonce', { claims: { nonce: 'x' } }], ['no nonce', { claims: { nonce: null } }],
      ['another audience', { claims: { aud: 'other' } }], ['no audience', { claims: { aud: null } }], ['several without a party', { claims: { aud: ['tutor', 'other'] } }],
      ['another party', { claims: { azp: 'other' } }], ['another issuer', { claims: { iss: provider.url } }], ['the issuer with a slash', { claims: { iss: `${forger.url}/` } }],
      ['no issuer', { claims: { iss: null } }], ['expired', { claims: { exp: now - 60 } }], ['without an end', { claims: { exp: null } }], ['made long ago', { claims: { iat: now - 3600 } }],
      ['made tomorrow', { claims: { iat: now + 86400 } }], ['not valid yet', { claims: { nbf: now + 3600 } }], ['nobody', { claims: { sub: null } }], ['an empty subject', { claims: { sub: '' } }],
      ['alg none', { header: { alg: 'none' }, by: 'none' }], ['alg NONE', { header: { alg: 'NONE' }, by: 'none' }], ['HS256 by the public modulus', { header: { alg: 'HS256' }, by: 'HS256' }],
      ['HS256 by the key as PEM', { header: { alg: 'HS256' }, by: 'pem' }], ['RS256 said of HS256', { by: 'HS256' }], ['ES256 said of RSA', { header: { alg: 'ES256' } }],
      ['a key that is not published', { key: 'stranger' }], ['a published id on another key', { key: 'stranger', header: { kid: forger.keys.rsa.kid } }],
      ['a key in the token', { key: 'stranger', header: { jwk: forger.keys.stranger.jwk, kid: null } }], ['a critical header', { header: { crit: ['b64'], b64: false } }],
    ];
    for (const [name, next] of rows) {
      const { trouble, session } = await forged(next);
      equals(name, ['refused', undefined], [trouble, session]);
    }
  });

  await group('answers that are no answers', async () => {
    const shapes = [
      ['an error', (response) => response.writeHead(500).end(), 'away'],
      ['no JSON', (response) => response.writeHead(200).end('<html>'), 'away'],
      ['no ID token', (response) => response.writeHead(200).end('{"access_token":"x"}'), 'away'],
      ['a code it does not take', (response) => response.writeHead(400).end('{"error":"invalid_grant"}'), 'refused'],
      ['a redirect', (response) => response.writeHead(302, { location: `${server.url}/` }).end(), 'away'],
      ['a gigabyte', flood, 'away'],
      ['silence', (response) => setTimeout(() => response.destroy(), 30_000).unref(), 'away'],
    ];
    for (const [name, shape, expected] of shapes) {
      forger.token = shape;
      const started = Date.now();
      const { trouble, session } = await forged({});
      equals(name, [expected, undefined], [trouble, session]);
      holds(`${name}: ends in time`, Date.now() - started < 15_000, Date.now() - started);
    }
    forger.token = null;
  });

  await group('journeys that are not theirs', async () => {
    const { person, url } = await forged({});
    equals('a state that was used', 'lost', person.trouble(await back(person, { code: 'c', state: state_in(url) })));
    const mine = new Person(server), theirs = new Person(server);
    const one = (await mine.depart('forger')).json.url, two = (await theirs.depart('forger')).json.url;
    forger.nonce = nonce_in(two);
    equals('the state of another browser', ['lost', undefined], [mine.trouble(await back(mine, { code: 'c', state: state_in(two) })), mine.session()]);
    equals('no state', 'lost', mine.trouble(await back(mine, { code: 'c' })));
    equals('a journey that was begun with another issuer', 'lost', mine.trouble(await back(mine, { code: 'c', state: state_in(one) }, 'basic')));
    equals('an issuer that is not there', 'lost', mine.trouble(await back(mine, { code: 'c', state: state_in(one) }, 'nobody')));
    forger.nonce = nonce_in(one);
    forger.next = {};
    equals('`iss` of another issuer', 'refused', mine.trouble(await back(mine, { code: 'c', state: state_in(one), iss: provider.url })));
    holds('`iss` that is right', (await forged({}, { iss: forger.url })).session);
    const asked = forger.asked.at(-1);
    equals('the code goes with verifier and exact address', [redirect('forger'), 64, 'tutor'], [asked.redirect_uri, asked.code_verifier.length, asked.client_id]);
    for (const return_to of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/a\nb'])
      equals(`no way on to ${JSON.stringify(return_to)}`, 400, (await mine.depart('forger', { return_to })).status);
    equals('another site cannot begin one', 403, (await mine.post('/v1/auth/openid', { issuer: 'forger' }, { origin: 'https://evil.example', cookie: mine.cookie(server.url) || 'ot_session=x' })).status);
    equals('a real code is worth nothing twice', 'lost', await (async () => {
      provider.who = 'ada';
      const ada = new Person(server);
      const callback = await ada.follow((await ada.depart('basic')).json.url, (at) => at.startsWith(server.url));
      await ada.send('GET', callback);
      return ada.trouble(await ada.send('GET', callback));
    })());
    equals('the code of another person in my journey', ['refused', undefined], await (async () => {
      const ada = new Person(server), eve = new Person(server);
      const code = new URL(await ada.follow((await ada.depart('basic')).json.url, (at) => at.startsWith(server.url))).searchParams.get('code');
      const state = state_in((await eve.depart('basic')).json.url);
      return [eve.trouble(await back(eve, { code, state, iss: provider.url }, 'basic')), eve.session()];
    })());
  });

  await appleGroup({ server, admin, Person });

  await group('keys change and issuers go', async () => {
    forger.keys.rsa = forger.keys.stranger;
    await new Promise((done) => setTimeout(done, 5_100));
    holds('a new key is found by its id', (await forged({})).session);
    equals('is removed', 204, (await admin.call('DELETE', '/v1/admin/issuers/forger')).status);
    equals('nobody leaves for it', 404, (await new Person(server).depart('forger')).status);
    const secrets_left = await server.rows("SELECT id FROM vault_secrets WHERE purpose = 'openid.issuer' ORDER BY id");
    equals('administrators remove one, and its secret', [204, [['curve']]], [(await admin.call('DELETE', '/v1/admin/issuers/basic')).status, (await server.rows("SELECT id FROM vault_secrets WHERE purpose = 'openid.issuer'"))], secrets_left);
    equals('its people are told that nobody comes in by it', [undefined, 'curve'], await (async () => {
      const [gone, stays] = [new Person(server), new Person(server)];
      await gone.post('/v1/signup', { name: 'Gone', password });
      await server.rows(`INSERT INTO openid_links (org_id, issuer, subject, id, user_id, linked_at) SELECT org_id, 'https://gone.example', 'gone', 'gone', id, 1 FROM users WHERE id = '${(await gone.user()).id}'`);
      provider.who = 'stays';
      await stays.signIn('curve');
      const { id } = await stays.user();
      const link_id = (await stays.get('/v1/account/links')).json.links[0].id;
      await server.rows(`INSERT INTO openid_links (org_id, issuer, subject, id, user_id, linked_at) SELECT org_id, 'https://gone.example', 'stays', 'dead', id, 1 FROM users WHERE id = '${id}'`);
      equals('a link to it is no way in beside the last one', 409, (await stays.call('DELETE', `/v1/account/links/${link_id}`)).status);
      equals('and can go', 204, (await stays.call('DELETE', '/v1/account/links/dead')).status);
      return [(await gone.get('/v1/account/links')).json.links[0].issuer_id, (await stays.get('/v1/account/links')).json.links[0].issuer_id];
    })());
    const acts = (await server.rows("SELECT DISTINCT action FROM audit_logs WHERE action LIKE 'issuer.%' OR action LIKE 'account.%link' ORDER BY action")).flat();
    equals('all of it is in the audit log', ['account.link', 'account.unlink', 'issuer.make', 'issuer.remove'], acts);
    equals('the vault is whole', 0, (await server.command('vault', 'status')).code);
    holds('and rotates beside the server', (await server.command('vault', 'rotate')).out.startsWith('1 secrets'));
    equals('which is in the audit log', [['vault.rotate', 'vault_key', '']], await server.rows("SELECT action, kind, actor FROM audit_logs WHERE kind = 'vault_key'"));
    provider.who = 'after';
    const person = new Person(server);
    await person.signIn('curve');
    equals('which goes on', 'after', (await person.user()).name);
    await server.rows("DELETE FROM vault_secrets WHERE purpose = 'openid.issuer'");
    const late = new Person(server);
    equals('a client whose secret is gone is not taken for a public one', ['away', undefined], [late.trouble(await late.signIn('curve')), late.session()]);
  });
});

await Server.with({ ADMIN_TOKEN: 'open-sesame' }, async (server) => {
  await group('addresses that are not public', async () => {
    const admin = await admin_of(server);
    const forger = await startForger();
    for (const issuer of [forger.url, 'https://127.0.0.1', 'https://localhost', 'https://10.0.0.1', 'https://[::1]', 'https://169.254.169.254', 'http://id.example.org', 'https://2130706433'])
      equals(issuer, [400, '/issuer'], await (async () => {
        const { status, json } = await admin.post('/v1/admin/issuers', { id: 'x', label: 'x', issuer, client_id: 'x' });
        return [status, json.error?.pointer];
      })());
  });
});
finish();
