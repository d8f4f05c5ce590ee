// What mail proves: that an address is somebody's, and that a forgotten password may be replaced.
import { equals, holds } from '../support/checks.mjs';
import { Learner } from '../support/client.mjs';
import { Server, pause, until } from '../support/server.mjs';
import { administrator, ended, hurry, password, signUp } from './lib.mjs';
import { PostOffice } from './post_office.mjs';

const ann = 'ann@school.example', nobody = 'nobody@school.example';
const ticketOf = (mail, page) => new RegExp(`https://tutor\\.example/${page}#token=([0-9a-f]{64})`).exec(mail.text)[1];

async function withMail(settings, use) {
  const office = await PostOffice.open();
  await Server.with(office.settings(settings), (server) => use({ office, server, stranger: new Learner(server) }));
  await office.close();
}

export async function verification() {
  await withMail({}, async ({ office, server, stranger }) => {
    const person = await signUp(server, 'Ann', ann);
    const ticket = ticketOf(await office.mailTo(ann), 'verify');
    equals('not verified yet', false, (await person.get('/v1/account')).email_verified);
    equals('a ticket that is none', 400, (await stranger.post('/v1/auth/verify', { token: 'f'.repeat(64) })).status);
    equals('nor is one for a password', 400, (await stranger.post('/v1/auth/reset/confirm', { token: ticket, password: 'another long phrase' })).status);
    const [[stored]] = await server.rows('SELECT token_hash FROM account_tickets');
    holds('only its hash is kept', stored.length === 64 && stored !== ticket, stored);
    holds('and it waits in no job', !JSON.stringify(await server.rows('SELECT payload FROM jobs')).includes(ticket));
    equals('verified, also by another browser', 204, (await stranger.call('POST', '/v1/auth/verify', { token: ticket })).status);
    equals('so it is', true, (await person.get('/v1/account')).email_verified);
    equals('once', 400, (await stranger.post('/v1/auth/verify', { token: ticket })).status);
    equals('nothing more to verify', 409, (await person.post('/v1/account/verification')).status);

    equals('the same address again changes nothing', true, (await person.json('PATCH', '/v1/account', { email: ann, password })).email_verified);
    equals('another address is not verified', false, (await person.json('PATCH', '/v1/account', { email: 'ann2@school.example', password })).email_verified);
    const old = ticketOf(await office.mailTo('ann2@school.example'), 'verify');
    await person.json('PATCH', '/v1/account', { email: 'ann3@school.example', password });
    await office.mailTo('ann3@school.example');
    equals('a ticket is of the address it went to', 400, (await stranger.post('/v1/auth/verify', { token: old })).status);
    equals('asked again', 202, (await person.post('/v1/account/verification')).status);
    const second = ticketOf(await office.mailTo('ann3@school.example', 2), 'verify');
    await server.rows('UPDATE account_tickets SET expires_at = 1');
    equals('too old', 400, (await stranger.post('/v1/auth/verify', { token: second })).status);
    for (let i = 0; i < 2; i++) await person.post('/v1/account/verification');
    equals('nobody asks without end', 429, (await person.post('/v1/account/verification')).status);
    equals('strangers have nothing to verify', 401, (await stranger.post('/v1/account/verification')).status);
    const desk = await administrator(server);
    const actions = (await desk.get('/v1/admin/audit?limit=100')).entries.map(({ action }) => action);
    holds('it is in the audit log', actions.includes('account.verify_address'), actions);
  });
}

export async function reset() {
  await withMail({}, async ({ office, server, stranger }) => {
    const person = await signUp(server, 'Ann', ann);
    const elsewhere = new Learner(server);
    const { tokens } = await elsewhere.post('/v1/login', { name: 'Ann', password, tokens: true });
    office.refusals = [[450, 'busy']];
    equals('asked', 202, (await stranger.post('/v1/auth/reset', { email: 'ANN@school.example' })).status);
    await until(async () => (await server.rows(`SELECT failures FROM jobs WHERE kind = 'notices.mail' AND failures = 1`)).length, 'a try failed');
    await hurry(server);
    const ticket = ticketOf(await until(() => office.mails.find(({ subject }) => subject === 'Set a new password'), 'the mail'), 'reset');
    equals('a password that is too easy', '/password', (await stranger.post('/v1/auth/reset/confirm', { token: ticket, password: 'password123' })).error.pointer);
    const next = 'a phrase for the tests, the next';
    equals('set', 204, (await stranger.call('POST', '/v1/auth/reset/confirm', { token: ticket, password: next })).status);
    equals('once', 400, (await stranger.post('/v1/auth/reset/confirm', { token: ticket, password: `${next}!` })).status);
    equals('every session has ended', 401, (await person.get('/v1/account')).status);
    const byToken = await fetch(`${server.url}/v1/account`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
    equals('programs too', 401, byToken.status);
    equals('the old password is none', 401, (await stranger.post('/v1/login', { name: 'Ann', password })).status);
    equals('the new one is', 200, (await stranger.post('/v1/login', { email: ann, password: next })).status);
    equals('and the address is verified', true, (await stranger.get('/v1/account')).email_verified);
    holds('its owner is told', await until(() => office.mails.find(({ subject }) => subject === 'Your password was changed'), 'the mail'));
    const desk = await administrator(server);
    const { entries } = await desk.get('/v1/admin/audit?limit=100');
    for (const action of ['account.ask_reset', 'account.reset_password']) holds(`${action} is audited`, entries.some((one) => one.action === action && one.subject === person.id));
    await ended(desk, 'account.password_changed', 'sent');

    await stranger.post('/v1/auth/reset', { email: ann });
    const late = ticketOf(await until(() => office.mails.filter(({ subject }) => subject === 'Set a new password')[1], 'a second mail'), 'reset');
    await server.rows('UPDATE account_tickets SET expires_at = 1');
    equals('after its hour', 400, (await stranger.post('/v1/auth/reset/confirm', { token: late, password: next })).status);
  });
}

export async function silence_about_people() {
  await withMail({ OT_LIMITS: 'login=0' }, async ({ office, server }) => {
    await signUp(server, 'Ann', ann);
    await office.mailTo(ann);
    const ask = async (email) => {
      const began = performance.now();
      const reply = await fetch(`${server.url}/v1/auth/reset`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ email }) });
      const text = await reply.text();
      return { ms: performance.now() - began, said: `${reply.status} ${text.replace(/"(trace_id|retry_after_ms)":("[^"]*"|\d+)/g, '')} ${reply.headers.get('set-cookie')}` };
    };
    const times = { [ann]: [], [nobody]: [] };
    for (let i = 0; i < 40; i++) {
      for (const email of i % 2 ? [ann, nobody] : [nobody, ann]) {
        await server.rows('DELETE FROM rate_buckets');
        const { ms, said } = await ask(email);
        times[email].push(ms);
        if (i === 0) holds(`the answer for ${email === ann ? 'somebody' : 'nobody'}`, said.startsWith('202 {"state":"asked"}'), said);
      }
    }
    // The quick ones: what takes long on a busy machine says nothing about the program.
    const quick = (list) => list.sort((a, b) => a - b)[list.length / 10];
    const [known, unknown] = [quick(times[ann]), quick(times[nobody])];
    holds(`as soon for nobody as for somebody: ${known.toFixed(1)} ms, ${unknown.toFixed(1)} ms`, Math.abs(known - unknown) < Math.max(3, 0.25 * known));
    await server.rows('DELETE FROM rate_buckets');
    const answers = { [ann]: [], [nobody]: [] };
    for (let i = 0; i < 5; i++) for (const email of [ann, nobody]) answers[email].push((await ask(email)).said.slice(0, 3));
    equals('both may be asked for as often', answers[ann], answers[nobody]);
    holds('and not without end', answers[ann].includes('429'), answers[ann]);
    await pause(300);
    equals('nobody got no mail', 0, office.mails.filter(({ session }) => session.envelope.rcptTo[0].address === nobody).length);
  });
}

export async function without_mail() {
  await Server.with({}, async (server) => {
    const person = await signUp(server, 'Ann', ann);
    equals('nothing is asked', 'not configured', (await person.get('/v1/healthz')).mail);
    equals('no reset', 503, (await person.post('/v1/auth/reset', { email: ann })).status);
    equals('no verification', 503, (await person.post('/v1/account/verification')).status);
    equals('an address may change', 200, (await person.json('PATCH', '/v1/account', { email: 'ann2@school.example', password })).status);
    equals('a password too', 200, (await person.post('/v1/account/password', { present: password, next: `${password}!` })).status);
    equals('no job waits for a mail server', [], await server.rows(`SELECT id FROM jobs WHERE kind LIKE 'notices.mail'`));
  });
}
