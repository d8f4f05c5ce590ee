// Administrators hear of jobs that failed for good, by mail, on their page and in Slack; and of an alert that fails itself nobody hears.
import { createServer } from 'node:http';
import { equals, holds } from '../support/checks.mjs';
import { Server, pause, until } from '../support/server.mjs';
import { administrator, ended, hurry, notifications, signUp } from './lib.mjs';
import { PostOffice } from './post_office.mjs';

const home = '00000000-0000-7000-8000-000000000001';
const mails = `kind = 'notices.mail'`;

// A job that the next process finds among those of one that died for the tenth time.
const doom = (server, id, kind) => {
  const now = Date.now() * 1000;
  return server.rows(`INSERT INTO jobs (org_id, id, kind, key, payload, state, priority, run_at, made_at, runs, failures, trace_id, worker, losses)
    VALUES ('${home}', '${id}', '${kind}', '', '{"secret":"of nobody"}', 'running', 0, ${now}, ${now}, 1, 0, '', 'a process that was killed', 9)`);
};

export async function dead_letters() {
  const told = [];
  const slack = createServer((request, reply) => {
    request.resume();
    told.push(request.url);
    reply.writeHead(told.length === 1 ? 503 : 200, { 'Retry-After': '1' }).end('ok');
  });
  await new Promise((done) => slack.listen(0, '127.0.0.1', done));
  const office = await PostOffice.open();
  const hook = { OT_SLACK_WEBHOOK: `http://127.0.0.1:${slack.address().port}/hook`, OT_XAPI_PRIVATE_TARGETS: '1' };
  await Server.with(office.settings(hook), async (server) => {
    const boss = await signUp(server, 'Boss', 'boss@school.example');
    await signUp(server, 'Ann', 'ann@school.example');
    await until(() => office.mails.length === 2, 'the mails of the sign-ups');
    office.mails.length = 0;
    const desk = await administrator(server);
    await desk.post(`/v1/admin/users/${boss.id}/role`, { role: 'admin' });
    const chief = await signUp(server, 'Chief');
    await desk.post(`/v1/admin/users/${chief.id}/role`, { role: 'admin' });
    await server.rows('UPDATE accounts SET email_verified_at = 1 WHERE email IS NOT NULL');

    await doom(server, 'doomed-1', 'bus.forget_old');
    const mail = await office.mailTo('boss@school.example');
    equals('by mail', ['Jobs failed for good', true], [mail.subject, mail.text.includes('bus.forget_old') && mail.text.includes('https://tutor.example/ui/admin/jobs')]);
    holds('nothing of what it was about', !mail.raw.includes('of nobody'));
    equals('on the page', 'jobs.dead', (await boss.get('/v1/notices')).notices[0]?.kind);
    equals('also of who has no address', 'jobs.dead', (await chief.get('/v1/notices')).notices[0]?.kind);
    equals('administrators only', 1, office.mails.length);
    await until(() => told.length >= 2, 'Slack, though it was down at first', 15_000);

    office.refusals = Array(20).fill([450, 'busy']);
    await doom(server, 'doomed-2', 'limits.forget_full');
    for (let i = 0; i < 13; i++) {
      await until(async () => (await server.rows(`SELECT id FROM jobs WHERE ${mails} AND state IN ('waiting', 'dead') AND failures = ${i + 1}`)).length, `failure ${i + 1}`);
      await hurry(server);
    }
    await ended(desk, 'jobs.dead', 'failed');
    await pause(700);
    equals('an alert that fails is no alert', [['notices.alert', '2']], await server.rows(`SELECT kind, count(*) FROM jobs WHERE kind = 'notices.alert' GROUP BY kind`));
    equals('two were told', 2, (await notifications(desk)).filter(({ kind, channel }) => kind === 'jobs.dead' && channel === 'email').length);
  });
  await office.close();
  slack.close();
}
