// Mail: how it leaves, and what becomes of it when the mail server is of another mind.
import { equals, holds } from '../support/checks.mjs';
import { Server, pause, until } from '../support/server.mjs';
import { administrator, ended, hurry, notifications, signUp } from './lib.mjs';
import { PostOffice } from './post_office.mjs';

const address = 'zoe@school.example';
const trial = 'notices.trial';
const jobOf = async (server) => (await server.rows(`SELECT state, failures FROM jobs WHERE kind = 'notices.mail' ORDER BY made_at DESC LIMIT 1`))[0];

async function withOffice(options, settings, use) {
  const office = await PostOffice.open(options);
  await Server.with(office.settings(settings(office)), async (server) => {
    const zoe = await signUp(server, 'Zoë "the owl" Ünal');
    await server.rows(`UPDATE accounts SET email = '${address}', email_key = '${address}'`); // no mail but those that are asked for
    const desk = await administrator(server);
    const order = () => desk.post('/v1/admin/notifications/test', { user: zoe.id });
    await use({ office, server, desk, zoe, order });
  });
  await office.close();
}
const asIs = () => ({});

export async function delivery() {
  await withOffice({}, asIs, async ({ office, desk, order }) => {
    equals('ordered', 202, (await order()).status);
    const mail = await office.mailTo(address);
    holds('by TLS', mail.session.secure);
    equals('from', ['The Tutor', 'tutor@omnitutor.example'], [mail.from.value[0].name, mail.from.value[0].address]);
    equals('to', ['Zoë "the owl" Ünal', address], [mail.to.value[0].name, mail.to.value[0].address]);
    equals('subject', 'A test mail from OmniTutor', mail.subject);
    holds('date', Math.abs(mail.date - Date.now()) < 60_000, mail.date);
    const sent = await ended(desk, trial, 'sent');
    equals('known by the id of its notification', `<${sent.id}@omnitutor.example>`, mail.messageId);
    equals('of two forms', 'multipart/alternative', mail.headers.get('content-type').value);
    holds('plain text', mail.text.startsWith('Hello Zoë "the owl" Ünal,\n\nMail from this server reaches you.'), mail.text);
    holds('HTML', mail.html.includes('<p style="margin:0 0 16px">Hello Zoë &quot;the owl&quot; Ünal,</p>'), mail.html);
    equals('not to be answered by machines', 'auto-generated', mail.headers.get('auto-submitted'));
    holds('lines that every server takes', mail.raw.split('\r\n').every((line) => line.length <= 998 && !line.includes('\n')), mail.raw);
    equals('the record names person and channel and no address', false, JSON.stringify(await notifications(desk)).includes('school.example'));
    equals('health says so', 'configured', (await desk.get('/v1/healthz')).mail);
  });
}

export async function credentials() {
  const needed = { authOptional: false };
  await withOffice(needed, (office) => ({ SMTP_URL: `smtp://tutor:p%40ss%20word@localhost:${office.port}` }), async ({ office, order }) => {
    await order();
    equals('signed in', 'tutor', (await office.mailTo(address)).session.user);
  });
  await withOffice(needed, (office) => ({ SMTP_URL: `smtp://tutor:wrong@localhost:${office.port}` }), async ({ office, server, order }) => {
    await order();
    await until(async () => (await jobOf(server))?.[1] === '1', 'the try failed');
    equals('credentials that are not taken are tried again: the mail itself may be fine', ['waiting', '1'], await jobOf(server));
    equals('nothing came', 0, office.mails.length);
  });
  await withOffice({ secure: true }, (office) => ({ SMTP_URL: `smtps://localhost:${office.port}` }), async ({ office, order }) => {
    await order();
    holds('implicit TLS', (await office.mailTo(address)).session.secure);
  });
}

export async function plaintext() {
  await withOffice({ disabledCommands: ['STARTTLS'] }, asIs, async ({ office, server, order }) => {
    await order();
    await until(async () => (await jobOf(server))?.[1] === '1', 'the try failed');
    equals('without TLS nothing is said', 0, office.mails.length);
  });
  await withOffice({ disabledCommands: ['STARTTLS'] }, () => ({ SMTP_PLAIN: '1' }), async ({ office, order }) => {
    await order();
    equals('but to this machine, when a setting says so', false, (await office.mailTo(address)).session.secure);
  });
  await withOffice({}, () => ({ SMTP_CA: '' }), async ({ office, server, order }) => {
    await order();
    await until(async () => (await jobOf(server))?.[1] === '1', 'the try failed');
    equals('a certificate that nobody vouches for', 0, office.mails.length);
  });
}

export async function refusals() {
  await withOffice({}, asIs, async ({ office, server, desk, order }) => {
    office.refusals = [[421, '4.3.2 going down'], [450, '4.2.1 busy'], [451, '4.7.1 greylisted']];
    await order();
    for (const failures of ['1', '2', '3']) {
      await until(async () => (await jobOf(server))?.[1] === failures, `failure ${failures}`);
      const [[late]] = await server.rows(`SELECT run_at - ${Date.now() * 1000} FROM jobs WHERE kind = 'notices.mail'`);
      const step = { 1: 10, 2: 60, 3: 300 }[failures];
      holds(`the next try is ${step} s later`, late / 1e6 > step - 3 && late / 1e6 <= step + 1, late);
      equals('it still waits', 'waiting', (await notifications(desk))[0].state);
      await hurry(server);
    }
    await office.mailTo(address);
    const sent = await ended(desk, trial, 'sent');
    equals('then it is there, once', [1, undefined], [office.mails.length, sent.reason]);

    office.refusals = [[550, '5.1.1 no such user']];
    await order();
    const dropped = await ended(desk, trial, 'dropped');
    equals('with the reason, which names nobody', 'The mail server answered 550 5.1.1.', dropped.reason);
    equals('its job is over', ['done', '0'], await jobOf(server));
    const connections = office.connections;
    await pause(400);
    equals('and nobody tries again', [connections, 1], [office.connections, office.mails.length]);
    equals('nothing is dead', [], (await desk.get('/v1/admin/jobs/dead')).dead);

    office.refusals = Array(13).fill([452, 'full']);
    await order();
    const pauses = [];
    for (let failures = 1; failures <= 12; failures++) {
      await until(async () => (await jobOf(server))?.[1] === String(failures), `failure ${failures}`);
      pauses.push((await server.rows(`SELECT run_at FROM jobs WHERE kind = 'notices.mail' AND state = 'waiting'`))[0][0] / 1e6 - Date.now() / 1000);
      await hurry(server);
    }
    const hours = pauses.reduce((sum, one) => sum + one) / 3600;
    holds('for about a day', hours > 22 && hours < 26, hours);
    holds('with growing pauses', pauses.every((one, i) => i === 0 || one > pauses[i - 1] - 2), pauses);
    equals('thirteen times no', 'The mail server answered 452.', (await ended(desk, trial, 'failed')).reason);
    const [dead] = (await desk.get('/v1/admin/jobs/dead')).dead;
    equals('a dead letter', 'The mail server answered 452.', dead.reason);
    equals('Retry', 'ready', (await desk.post(`/v1/admin/jobs/${dead.id}/retry`)).state);
    await office.mailTo(address, 2);
    await until(async () => (await notifications(desk)).every(({ state }) => state !== 'failed'), 'it is sent after all');
  });
}

export async function silence() {
  await withOffice({}, () => ({ SMTP_PATIENCE_MS: '700' }), async ({ office, server, order }) => {
    office.hangs = true;
    await order();
    await until(async () => (await jobOf(server))?.[1] === '1', 'a server that says nothing is left');
    office.hangs = false;
    await hurry(server);
    await office.mailTo(address);
  });
  await withOffice({}, () => ({ SMTP_PATIENCE_MS: '60000' }), async ({ office, server, order }) => {
    office.hangs = true;
    await order();
    await until(() => office.connections === 1, 'a mail is under way');
    const began = Date.now();
    await server.stop();
    holds('a mail that hangs holds up no shutdown', Date.now() - began < 8000, Date.now() - began);
    office.hangs = false;
    await server.start();
    await office.mailTo(address);
    holds('and is sent afterwards', true);
  });
}

export async function unconfigured() {
  await Server.with({}, async (server) => {
    const desk = await administrator(server);
    equals('health says so', 'not configured', (await desk.get('/v1/healthz')).mail);
    equals('a test mail is refused', 503, (await desk.post('/v1/admin/notifications/test')).status);
    equals('signing up stays as it was', 200, (await signUp(server, 'Zoë', address)) && 200);
    equals('the list says so', [false, []], [(await desk.get('/v1/admin/notifications')).mail, await notifications(desk)]);
    await server.stop();
    server.settings = { SMTP_URL: 'smtp://localhost:25' };
    const { code, out } = await server.command('serve', '--listen', '127.0.0.1:0');
    holds('half a configuration is refused with its name', code !== 0 && out.includes('SMTP_FROM'), out);
  });
}
