// Sign in with Apple: a client secret that is signed anew each time, and an answer that comes as a form of another site.
import { equals, group, holds } from '../support/checks.mjs';
import { generate } from '../support/keys.mjs';
import { startApple } from './issuers.mjs';

const pem = (curve, more = {}) => generate('ec', { namedCurve: curve }).privateKey.export({ type: 'pkcs8', format: 'pem', ...more });

export async function appleGroup({ server, admin, Person }) {
  const apple = await startApple();
  const wanted = { id: 'apple', label: 'Apple', kind: 'apple', issuer: apple.url, client_id: apple.clientId, team_id: apple.team, key_id: apple.keyId, key: apple.key };
  const callback = (id = 'apple') => `${server.url}/v1/auth/openid/${id}/callback`;
  // As a browser posts a form of another site: without our cookies, which are SameSite=Lax; `cookie` is one that is not.
  const posted = async (fields, { to = callback(), cookie = 'elsewhere=1' } = {}) => {
    const body = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString();
    const answer = await fetch(to, { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: apple.url, 'sec-fetch-site': 'cross-site', cookie }, body });
    const at = answer.headers.get('location');
    return { status: answer.status, to: at && new URL(at, server.url).href, cookies: answer.headers.getSetCookie() };
  };
  const leave = async (person) => (await person.depart('apple', { return_to: '/account' })).json.url;
  const arrive = async (person, fields) => person.send('GET', (await posted(fields)).to);

  await group('administrators add Apple', async () => {
    const wrong = [
      ['/team_id', { team_id: undefined }], ['/key_id', { key_id: 'a key' }], ['/key', { key: undefined }], ['/key', { key: 'no key' }], ['/key', { key: pem('secp384r1') }],
      ['/key', { key: pem('prime256v1', { cipher: 'aes-256-cbc', passphrase: 'secret' }) }], ['/kind', { kind: 'pear' }], ['/issuer', { kind: 'openid', issuer: undefined }],
    ];
    for (const [pointer, change] of wrong) {
      const { status, json } = await admin.post('/v1/admin/issuers', { ...wanted, ...change });
      equals(`what is wrong is named: ${pointer} ${Object.keys(change)}`, [400, pointer], [status, json.error?.pointer]);
    }
    const made = await admin.post('/v1/admin/issuers', wanted);
    equals('is taken', [200, 'apple', apple.team, apple.keyId, true], [made.status, made.json.kind, made.json.team_id, made.json.key_id, made.json.has_secret]);
    const shown = JSON.stringify((await admin.get('/v1/admin/issuers')).json) + JSON.stringify(await server.rows('SELECT * FROM openid_issuers')) + JSON.stringify(await server.rows('SELECT * FROM vault_secrets'));
    holds('the key is in the vault alone', !shown.includes(apple.key.split('\n')[1]) && !shown.includes('PRIVATE'));
  });

  await group('people sign in with Apple', async () => {
    const person = new Person(server);
    const before = await person.user();
    apple.user = { name: { firstName: 'Augusta', lastName: 'Lovelace' }, email: 'ada@example.com' };
    const form = await posted(apple.answer(await leave(person)));
    equals('the form is passed on, and sets nothing', [303, callback(), []], [form.status, form.to?.split('?')[0], form.cookies]);
    holds('with no name in the address', !/Augusta|Lovelace|example\.com/.test(form.to), form.to);
    equals('and lets in', `${server.url}/account`, (await person.send('GET', form.to)).to);
    const user = await person.user();
    equals('the anonymous learner, by their first name', [before.id, false, 'Augusta'], [user.id, user.anonymous, user.name]);
    equals('by a client secret that Apple takes', [undefined], apple.secrets);
    equals('and their address is not kept', [['1']], await server.rows(`SELECT count(*) FROM accounts WHERE user_id = '${user.id}' AND email IS NULL`));
    apple.user = null;
    const again = new Person(server);
    await arrive(again, apple.answer(await leave(again)));
    equals('somebody known comes back', user.id, (await again.user()).id);
    const shown = new URL((await again.depart('apple', { confirm: true })).json.url);
    equals('Apple, which always asks, is not told to', [null, null], [shown.searchParams.get('prompt'), shown.searchParams.get('max_age')]);
    for (const [what, claims, trouble] of [['just now', {}, null], ['nothing', { auth_time: undefined }, null], ['long ago', { auth_time: 1 }, 'refused']]) {
      apple.claims = claims;
      equals(`and believed when it says when: ${what}`, trouble, again.trouble(await arrive(again, apple.answer((await again.depart('apple', { confirm: true })).json.url))));
    }
    apple.claims = {};
    apple.who = 'nameless';
    const nameless = new Person(server);
    await arrive(nameless, apple.answer(await leave(nameless)));
    holds('who is not named gets a name', /^Learner /.test((await nameless.user()).name), await nameless.user());
  });

  await group('what comes as a form is believed no more than what comes by address', async () => {
    const attacker = new Person(server), victim = new Person(server);
    await victim.user();
    apple.who = 'eve';
    const theirs = apple.answer(await leave(attacker));
    equals('a form of another browser signs nobody in', 'lost', victim.trouble(await arrive(victim, theirs)));
    equals('and leaves it what it was', true, (await victim.user()).anonymous);
    equals('the browser that has left comes in by it', `${server.url}/account`, (await arrive(attacker, theirs)).to);
    equals('once', 'lost', attacker.trouble(await arrive(attacker, theirs)));
    const cancelled = new Person(server);
    const { state } = apple.answer(await leave(cancelled));
    equals('who thinks better of it', 'refused', cancelled.trouble(await arrive(cancelled, { state, error: 'user_cancelled_authorize' })));
    equals('an issuer that sends no forms', `${server.url}/sign-in?trouble=lost`, (await posted({ code: 'c', state: 's' }, { to: callback('basic') })).to);
    equals('an issuer that is not there', `${server.url}/sign-in?trouble=lost`, (await posted({ code: 'c', state: 's' }, { to: callback('nobody') })).to);
    for (const body of ['%zz', 'code=%00', 'state=%ff']) equals(`no form: ${body}`, `${server.url}/sign-in?trouble=lost`, (await posted(body)).to);
    equals('a form that is too large', 413, (await posted(`code=${'a'.repeat(40_000)}`)).status);
    const split = await posted({ code: 'c\r\nset-cookie: ot_session=x', state: '//evil.example', return_to: 'https://evil.example', iss: 'x&y' });
    equals('what it says stays within the address', [303, callback(), [], ['code', 'state', 'iss']], [split.status, split.to.split('?')[0], split.cookies, [...new URL(split.to).searchParams.keys()]]);
    const fresh = new Person(server);
    const answer = apple.answer(await leave(fresh));
    equals('with cookies of ours it is refused', 403, (await posted(answer, { cookie: fresh.cookie(server.url) })).status);
    const next = await posted(answer);
    equals('to whom it does not belong it is worth nothing', 'lost', victim.trouble(await victim.send('GET', next.to)));
    equals('and nothing is used up', `${server.url}/account`, (await fresh.send('GET', next.to)).to);
    for (const user of ['no JSON', '[]', '{"name":{"firstName":7}}', '{"name":"x"}', JSON.stringify({ name: { firstName: 'a'.repeat(300) } })]) {
      Object.assign(apple, { user, who: `odd ${user.length}` });
      const person = new Person(server);
      await arrive(person, apple.answer(await leave(person)));
      holds(`a name that is none: ${user.slice(0, 30)}`, /^Learner /.test((await person.user()).name));
    }
    apple.user = null;
  });

  await group('what Apple must not say, or hear', async () => {
    for (const [name, claims] of [['another audience', { aud: 'org.example.other' }], ['another issuer', { iss: 'https://appleid.apple.com' }], ['another sign-in', { nonce: 'x' }], ['long ago', { exp: 1 }]]) {
      apple.claims = claims;
      const person = new Person(server);
      equals(name, ['refused', undefined], [person.trouble(await arrive(person, apple.answer(await leave(person)))), person.session()]);
    }
    apple.claims = {};
    const person = new Person(server);
    const fields = apple.answer(await leave(person));
    apple.publicKey = generate('ec', { namedCurve: 'prime256v1' }).publicKey;
    equals('a key that Apple has revoked', ['refused', 'signature'], [person.trouble(await arrive(person, fields)), apple.secrets.at(-1)]);
    equals('is removed, with its key', [204, []], [(await admin.call('DELETE', '/v1/admin/issuers/apple')).status, await server.rows("SELECT id FROM vault_secrets WHERE id = 'apple'")]);
  });
}
