// Notices in browsers: subscribed, encrypted, signed, delivered; and what becomes of them when the push service is of another mind.
import { equals, holds } from '../support/checks.mjs';
import { Learner } from '../support/client.mjs';
import { Server, pause, until } from '../support/server.mjs';
import { administrator, hurry, notifications, password, signUp } from './lib.mjs';
import { PostOffice } from './post_office.mjs';
import { PushService, senderOf } from './push_service.mjs';

const always = { zone: 'UTC', digest: false, digest_at: '07:00', kinds: [] };
const clock = (minutes) => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16);

async function withAnn(use, more = {}) {
  const service = await PushService.open();
  await Server.with(service.settings(more), async (server) => {
    const ann = await signUp(server, 'Ann');
    const desk = await administrator(server);
    const tell = (title, extra = {}) => desk.call('POST', '/v1/admin/notices', { user: ann.id, title, text: `About ${title}.`, ...extra });
    const subscribe = (browser, person = ann) => person.post('/v1/notices/push', browser.toJSON());
    const ended = async (state, count = 1) => {
      const mine = async () => (await notifications(desk)).filter((one) => one.channel === 'push' && one.state === state);
      return (await until(async () => (await mine()).length >= count && mine(), `${count} pushes that are ${state}`))[0];
    };
    await use({ service, server, ann, desk, tell, subscribe, ended });
  });
  await service.close();
}
const browsersOf = async (person) => (await person.get('/v1/notices/push')).subscriptions;
const jobs = (server) => server.rows(`SELECT state, failures, run_at FROM jobs WHERE kind = 'notices.push' ORDER BY made_at, id`);

export async function web_push() {
  await withAnn(async ({ service, server, ann, desk, tell, subscribe, ended }) => {
    const { push, key, subscriptions } = await ann.get('/v1/notices/push');
    equals('a key to subscribe for, and no browser yet', [true, 87, []], [push, key.length, subscriptions]);
    const browser = service.browser();
    const made = await subscribe(browser);
    equals('subscribed', [201, browser.endpoint], [made.status, made.endpoint]);
    equals('once, however often it asks', made.id, (await subscribe(browser)).id);
    equals('and shown', [[made.id, browser.endpoint]], (await browsersOf(ann)).map(({ id, endpoint }) => [id, endpoint]));

    await tell('Grüße 😀', { path: '/course/x' });
    equals('decrypted', { title: 'Grüße 😀', body: 'About Grüße 😀.', path: '/course/x' }, await service.readAt(browser));
    const [{ headers, body }] = service.messages;
    equals('as the standards have it', ['aes128gcm', '86400', 'normal', 'application/octet-stream'], [headers['content-encoding'], headers.ttl, headers.urgency, headers['content-type']]);
    holds('in at most 4,096 bytes', body.length <= 4096, body.length);
    const sender = senderOf(headers.authorization);
    equals('signed with that key, for that push service', [{ typ: 'JWT', alg: 'ES256' }, key, service.url, 'mailto:admin@school.example'], [sender?.header, sender?.key, sender?.claims.aud, sender?.claims.sub]);
    const hours = (sender.claims.exp - Date.now() / 1000) / 3600;
    holds('for less than a day', hours > 11 && hours <= 24, hours);
    equals('recorded, without words or address', [null, false], [(await ended('sent')).reason ?? null, JSON.stringify(await notifications(desk)).includes('/send/')]);

    const second = service.browser();
    await subscribe(second);
    await tell('Twice');
    await service.messagesTo(second);
    equals('to each browser', 'Twice', (await service.readAt(browser, 2)).title);
    equals('signed once', headers.authorization, service.messages.at(-1).headers.authorization);
    await tell('Long', { text: '語'.repeat(2000) });
    const long = await service.readAt(second, 2);
    holds('a long text is cut', long.body.endsWith('…') && long.body.length > 1200, long.body.length);
    equals('and fills the message', true, service.messages.at(-1).body.length > 4080 && service.messages.at(-1).body.length <= 4096);

    await server.stop();
    await server.start();
    equals('the key stays', key, (await ann.get('/v1/notices/push')).key);
    await tell('After a restart');
    equals('and sends', 'After a restart', (await service.readAt(browser, 4)).title);

    equals('taken out', 204, (await ann.call('DELETE', `/v1/notices/push/${made.id}`)).status);
    equals('once', 404, (await ann.call('DELETE', `/v1/notices/push/${made.id}`)).status);
    equals('the other stays', [second.endpoint], (await browsersOf(ann)).map(({ endpoint }) => endpoint));
    const { entries } = await desk.get('/v1/admin/audit?limit=100');
    const acts = (name) => entries.filter(({ action, subject }) => action === name && subject === ann.id).length;
    equals('each is audited', [3, 1], [acts('notice.subscribe'), acts('notice.unsubscribe')]);
  });
}

export async function push_answers() {
  await withAnn(async ({ service, server, ann, tell, subscribe, ended }) => {
    const browser = service.browser();
    const late = async () => (Number((await jobs(server)).find(([state]) => state === 'waiting')?.[2]) / 1000 - Date.now()) / 1000;
    await subscribe(browser);
    service.answers = [[429, { 'Retry-After': '1800' }], 429, 500];
    await tell('Patience');
    await until(async () => (await jobs(server))[0]?.[1] === '1', 'told to come again');
    holds('when the push service says', (await late()) > 1780 && (await late()) <= 1800, await late());
    await hurry(server);
    await until(async () => (await jobs(server))[0]?.[1] === '2', 'told to come again, not when');
    holds('in a minute', (await late()) > 50 && (await late()) <= 60, await late());
    await hurry(server);
    await until(async () => (await jobs(server))[0]?.[1] === '3', 'an error of the push service');
    await hurry(server);
    equals('then it is there', 'Patience', (await service.readAt(browser, 4)).title);
    await ended('sent');

    for (const [i, status] of [400, 403, 413].entries()) {
      service.answers = [status];
      await tell(`Refused ${status}`);
      equals(`${status}: dropped`, `The push service answers ${status}.`, (await ended('dropped', i + 1)).reason);
    }
    equals('the browser stays subscribed', 1, (await browsersOf(ann)).length);
    service.answers = [500, 503, 502, 500];
    await tell('Down');
    for (const failures of ['1', '2', '3']) {
      await until(async () => (await jobs(server)).at(-1)?.[1] === failures, `failure ${failures}`);
      await hurry(server);
    }
    equals('tried until the end', 'The push service answers 500.', (await ended('failed')).reason);
    for (const status of [404, 410]) {
      const gone = service.browser();
      await subscribe(gone);
      service.answers = [status, status];
      await tell(`Gone ${status}`);
      await until(async () => (await browsersOf(ann)).length === 0, `${status}: no longer subscribed`);
      await subscribe(browser);
    }
    equals('with its reason', 'The browser is subscribed no more.', (await ended('dropped', 5)).reason);
    const before = service.messages.length;
    await service.close();
    await tell('Nobody there');
    await until(async () => (await jobs(server)).at(-1)?.[1] === '1', 'a push service that is away');
    equals('waits', [before, 'waiting'], [service.messages.length, (await jobs(server)).at(-1)[0]]);
  });
}

export async function push_choices() {
  await withAnn(async ({ service, server, ann, tell, subscribe }) => {
    const browser = service.browser();
    await subscribe(browser);
    const choose = (settings) => ann.json('PUT', '/v1/notices/settings', { ...always, ...settings });
    const choice = (settings) => settings.kinds.find(({ kind }) => kind === 'desk.message')?.push;
    const before = await ann.get('/v1/notices/settings');
    equals('on, where a browser is', [true, false, true], [before.push, before.mail, choice(before)]);
    equals('off', false, choice(await choose({ kinds: [{ kind: 'desk.message', in_app: true, email: false, push: false }] })));
    await tell('Quietly');
    equals('who says nothing of it changes nothing', false, choice(await choose({ kinds: [{ kind: 'desk.message', in_app: true, email: false }] })));
    await pause(300);
    equals('only on the page', [1, 0], [(await ann.get('/v1/notices')).unread, service.messages.length]);
    await choose({ kinds: [{ kind: 'desk.message', in_app: true, email: false, push: true }], quiet_from: clock(-30), quiet_until: clock(30) });
    for (const title of ['At night', 'And again']) await tell(title);
    const held = () => server.rows(`SELECT run_at FROM jobs WHERE kind = 'notices.push_held' AND state = 'waiting'`);
    const minutes = (Number((await held())[0][0]) / 1000 - Date.now()) / 60_000;
    holds('waits for the end of the quiet hours', minutes > 28 && minutes <= 30, minutes);
    await hurry(server);
    equals('then it rings once', ['2 notices while you were away', 'At night\nAnd again', '/account'], Object.values(await service.readAt(browser)));
    await tell('Alone', { path: '/course/x' });
    await hurry(server);
    equals('one is what it is', ['Alone', 'About Alone.', '/course/x'], Object.values(await service.readAt(browser, 2)));
    await until(async () => (await held()).length === 0, 'no job waits');
    await pause(300);
    equals('and that is all', [2, []], [service.messages.length, await server.rows('SELECT id FROM held_notices')]);

    const bob = await signUp(server, 'Bob');
    await subscribe(browser, bob);
    equals('a browser is of who asked last', [0, 1], [(await browsersOf(ann)).length, (await browsersOf(bob)).length]);
    const [mine] = await browsersOf(bob);
    equals('others take nothing out', 404, (await ann.call('DELETE', `/v1/notices/push/${mine.id}`)).status);
    const stranger = new Learner(server);
    await stranger.post('/v1/session');
    equals('without an account', [401, 401], [(await stranger.get('/v1/notices/push')).status, (await subscribe(browser, stranger)).status]);
    for (let i = 0; i < 12; ++i) await subscribe(service.browser());
    equals('ten at most', 10, (await browsersOf(ann)).length);
  });
  const service = await PushService.open();
  await Server.with(service.settings({ OT_PUSH_PRIVATE_TARGETS: '0' }), async (server) => {
    const ann = await signUp(server, 'Ann');
    const good = { ...service.browser().toJSON(), endpoint: 'https://push.example/send/x' };
    const wrong = {
      '/endpoint': ['http://push.example/x', 'https://127.0.0.1/x', 'https://localhost/x', 'https://169.254.169.254/latest', 'https://[::ffff:10.0.0.1]/', service.url, `https://push.example/${'x'.repeat(1000)}`,
        'https://a:b@push.example/', 'no address'].map((endpoint) => ({ ...good, endpoint })),
      '/keys/p256dh': ['', 'AAAA', `B${'A'.repeat(86)}`].map((p256dh) => ({ ...good, keys: { ...good.keys, p256dh } })),
      '/keys/auth': ['', 'AAAA', 'A'.repeat(44)].map((auth) => ({ ...good, keys: { ...good.keys, auth } })),
    };
    for (const [pointer, bodies] of Object.entries(wrong))
      for (const body of bodies) {
        const reply = await ann.post('/v1/notices/push', body);
        equals(`${pointer} ${JSON.stringify(body).slice(0, 60)}`, [400, pointer], [reply.status, reply.error?.pointer]);
      }
    equals('nothing of it is kept', 0, (await browsersOf(ann)).length);
    equals('a good one is', 201, (await ann.post('/v1/notices/push', good)).status);
    // A name that leads inside is found out only when it is connected to.
    await server.rows(`UPDATE push_subscriptions SET endpoint = '${service.browser().endpoint}'`);
    const desk = await administrator(server);
    await desk.call('POST', '/v1/admin/notices', { user: ann.id, title: 'x', text: 'y' });
    await until(async () => (await jobs(server))[0]?.[1] === '1', 'not connected to');
    equals('nothing arrives inside', 0, service.messages.length);
  });
  await service.close();
  await Server.with({}, async (server) => {
    const ann = await signUp(server, 'Ann');
    equals('without a contact there is none', [200, false, 503], [(await ann.get('/v1/notices/push')).status, (await ann.get('/v1/notices/push')).push, (await ann.post('/v1/notices/push', service.browser().toJSON())).status]);
    server.settings = { OT_PUSH_CONTACT: 'admin@school.example' };
    await server.stop();
    const { code, out } = await server.command('serve', '--listen', '127.0.0.1:0');
    holds('a contact that is none is refused with its name', code !== 0 && out.includes('OT_PUSH_CONTACT'), out);
  });
}

// A browser is told things as long as its session lives, so that nobody whom a person has shut out hears of them.
export async function push_sessions() {
  const office = await PostOffice.open();
  await withAnn(
    async ({ service, server, ann, tell, subscribe }) => {
      const login = async (word = password) => {
        const elsewhere = new Learner(server);
        await elsewhere.post('/v1/login', { name: 'Ann', password: word });
        return elsewhere;
      };
      const mine = service.browser();
      const left = async () => (await server.rows('SELECT endpoint FROM push_subscriptions')).flat();
      const theirs = async (word) => {
        const thief = await login(word);
        await subscribe(service.browser(), thief);
        equals('both are told', 2, (await left()).length);
        return thief;
      };
      await subscribe(mine);
      await theirs();
      const { sessions } = await ann.get('/v1/auth/sessions');
      equals('a session is ended', 204, (await ann.call('DELETE', `/v1/auth/sessions/${sessions.find(({ current }) => !current).id}`)).status);
      equals('and its browser with it', [mine.endpoint], await left());
      await theirs();
      const next = `${password}, the next`;
      equals('a new password', 200, (await ann.post('/v1/account/password', { present: password, next })).status);
      equals('leaves the browser where it was set', [mine.endpoint], await left());
      const thief = await theirs(next);
      await tell('Before');
      await service.readAt(mine);
      await thief.call('POST', '/v1/logout');
      equals('who signs out by the API alone', [mine.endpoint], await left());
      await theirs(next);
      await server.rows(`UPDATE accounts SET email = 'ann@school.example', email_key = 'ann@school.example', email_verified_at = 1`);
      await new Learner(server).post('/v1/auth/reset', { email: 'ann@school.example' });
      const { text } = await until(() => office.mails.find(({ subject }) => subject === 'Set a new password'), 'the mail');
      const token = /#token=([0-9a-f]{64})/.exec(text)[1];
      equals('a password that was forgotten', 204, (await new Learner(server).call('POST', '/v1/auth/reset/confirm', { token, password })).status);
      equals('ends all', [], await left());
      const sent = service.messages.length;
      await tell('After');
      await pause(300);
      equals('nobody is told', sent, service.messages.length);
      const again = await login();
      await subscribe(mine, again);
      await again.call('POST', '/v1/logout/all');
      equals('signed out everywhere', [], await left());
      const last = await login();
      await subscribe(mine, last);
      equals('who deletes the account', 202, (await last.call('POST', '/v1/account/delete', { word: password })).status);
      equals('is told nothing from then on', [], await left());
    },
    office.settings({ OT_LIMITS: 'login=0,signup=0,session=0' }),
  );
  await office.close();
}
