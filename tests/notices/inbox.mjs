// Notices on a person's page and by mail, as each of them likes it: by kind and channel, not at night, or once a day.
import { equals, holds } from '../support/checks.mjs';
import { Learner } from '../support/client.mjs';
import { Server, pause, until } from '../support/server.mjs';
import { administrator, ended, hurry, notifications, signUp } from './lib.mjs';
import { PostOffice } from './post_office.mjs';

const address = 'ann@school.example';
const clock = (minutes) => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16);
const always = { zone: 'UTC', digest: false, digest_at: '07:00', kinds: [] };
const inbox = (person) => person.get('/v1/notices');

async function withAnn(use) {
  const office = await PostOffice.open();
  await Server.with(office.settings(), async (server) => {
    const ann = await signUp(server, 'Ann', address);
    await office.mailTo(address);
    office.mails.length = 0;
    await server.rows('UPDATE accounts SET email_verified_at = 1');
    const desk = await administrator(server);
    const tell = (title, more = {}) => desk.call('POST', '/v1/admin/notices', { user: ann.id, title, text: `About ${title}.`, ...more });
    await use({ office, server, ann, desk, tell });
  });
  await office.close();
}
const waiting = (server) => server.rows(`SELECT run_at FROM jobs WHERE kind = 'notices.mail' AND state = 'waiting'`);

export async function notices_on_the_page() {
  await withAnn(async ({ office, server, ann, desk, tell }) => {
    equals('nothing yet', { unread: 0, notices: [] }, (({ unread, notices }) => ({ unread, notices }))(await inbox(ann)));
    equals('told', 204, (await tell('One', { path: '/course/x' })).status);
    await tell('Two');
    const { unread, notices } = await inbox(ann);
    equals('newest first, unread', [2, ['Two', 'One'], [false, false]], [unread, notices.map(({ title }) => title), notices.map(({ read }) => read)]);
    equals('with its page', '/course/x', notices[1].path);
    await until(() => office.mails.length === 2, 'each by mail too');
    const mail = office.mails.find(({ subject }) => subject === 'One');
    holds('with a link to this server', mail.text.includes('About One.\n\nOpen it:\nhttps://tutor.example/course/x'), mail.text);
    equals('one is read', 1, (await ann.post('/v1/notices/read', { id: notices[0].id })).unread);
    await tell('Three');
    equals('all up to one', 1, (await ann.post('/v1/notices/read', { until: notices[0].id })).unread);
    equals('that is the one that came later', ['Three'], (await inbox(ann)).notices.filter(({ read }) => !read).map(({ title }) => title));
    equals('either one or all', 400, (await ann.post('/v1/notices/read', {})).status);
    const bob = await signUp(server, 'Bob');
    equals('others see none of them', 0, (await inbox(bob)).notices.length);
    await bob.post('/v1/notices/read', { until: 'ffffffff' });
    equals('and mark none', 1, (await inbox(ann)).unread);
    equals('nor do they tell anything', 403, (await bob.post('/v1/admin/notices', { user: ann.id, title: 'x', text: 'y' })).status);
    for (const path of ['https://evil.example', '//evil.example', '/\\evil.example']) equals(`no link to elsewhere: ${path}`, 400, (await tell('x', { path })).status);
    equals('somebody unknown', 404, (await desk.post('/v1/admin/notices', { user: 'nobody', title: 'x', text: 'y' })).status);
    const { entries } = await desk.get('/v1/admin/audit?limit=100');
    equals('each is audited', 3, entries.filter(({ action, subject }) => action === 'notice.send' && subject === ann.id).length);
    holds('both channels are recorded', (await notifications(desk)).some(({ channel, state }) => channel === 'in_app' && state === 'sent'));
  });
}

export async function preferences() {
  await withAnn(async ({ office, ann, desk, tell }) => {
    const choose = (in_app, email) => ann.json('PUT', '/v1/notices/settings', { ...always, kinds: [{ kind: 'desk.message', in_app, email }] });
    const before = await ann.get('/v1/notices/settings');
    equals('what is so when nothing was chosen', [true, 'UTC', false, '07:00'], [before.mail, before.zone, before.digest, before.digest_at]);
    holds('every kind says what it is', before.kinds.length >= 2 && before.kinds.every(({ label }) => label.length > 5), before.kinds);
    const { kinds } = await choose(true, false);
    equals('chosen', { in_app: true, email: false }, (({ in_app, email }) => ({ in_app, email }))(kinds.find(({ kind }) => kind === 'desk.message')));
    await tell('Quietly');
    equals('on the page only', 1, (await inbox(ann)).unread);
    await choose(false, true);
    await tell('By mail');
    equals('by mail only', ['By mail', 1], [(await office.mailTo(address)).subject, (await inbox(ann)).unread]);
    await choose(false, false);
    await tell('To nobody');
    await pause(400);
    equals('neither', [1, 1], [office.mails.length, (await inbox(ann)).unread]);

    const wrong = { '/zone': { zone: 'Mars/Base' }, '/quiet_from': { quiet_from: '25:00', quiet_until: '07:00' }, '/quiet_until': { quiet_from: '22:00' }, '/digest_at': { digest_at: 'noon' },
      '/kinds/0/kind': { kinds: [{ kind: 'none', in_app: true, email: true }] } };
    for (const [pointer, change] of Object.entries(wrong)) {
      const reply = await ann.json('PUT', '/v1/notices/settings', { ...always, ...change });
      equals(`${pointer} is named`, [400, pointer], [reply.status, reply.error?.pointer]);
    }
    holds('changes are audited', (await desk.get('/v1/admin/audit?limit=100')).entries.some(({ action, subject }) => action === 'notice.settings' && subject === ann.id));
  });
}

export async function quiet_hours() {
  await withAnn(async ({ office, server, ann, desk, tell }) => {
    const set = (settings) => ann.json('PUT', '/v1/notices/settings', { ...always, ...settings });
    equals('quiet now', 200, (await set({ quiet_from: clock(-30), quiet_until: clock(30) })).status);
    await tell('First <b>at night</b>', { path: '/course/x' });
    await tell('Second');
    equals('on the page at once', 2, (await inbox(ann)).unread);
    const jobs = await waiting(server);
    equals('one mail waits', 1, jobs.length);
    const minutes = (Number(jobs[0][0]) / 1000 - Date.now()) / 60_000;
    holds('until the quiet hours are over', minutes > 28 && minutes <= 30, minutes);
    await pause(300);
    equals('nothing left', 0, office.mails.length);
    await hurry(server);
    const mail = await office.mailTo(address);
    equals('both in one', ['What is new for you', true, true], [mail.subject, mail.text.includes('First <b>at night</b>: About First'), mail.text.includes('Second: About Second.')]);
    holds('each with its link, as text', mail.text.includes('https://tutor.example/course/x') && !mail.html.includes('<b>at night</b>'), mail.html);
    await ended(desk, 'notices.digest', 'sent');
    equals('nothing is held any more', [], await server.rows('SELECT id FROM held_notices'));

    await set({ digest: true, digest_at: clock(120) });
    for (const title of ['Three', 'Four', 'Five']) await tell(title);
    equals('one mail a day', 1, (await waiting(server)).length);
    await hurry(server);
    const daily = await office.mailTo(address, 2);
    for (const title of ['Three', 'Four', 'Five']) holds(`${title} is in it`, daily.text.includes(`${title}: About ${title}.`), daily.text);
    await set({});
    await tell('At once');
    equals('and at once again', 'At once', (await office.mailTo(address, 3)).subject);

    const stranger = new Learner(server);
    await stranger.post('/v1/session');
    equals('somebody without account has an inbox too', 0, (await inbox(stranger)).unread);
  });
}
