// Who has not finished today's lesson gets one mail a day, and a preview says who that would be.
import { equals, holds } from '../support/checks.mjs';
import { Server, pause, until } from '../support/server.mjs';
import { administrator, ended, hurry, notifications, signUp } from './lib.mjs';
import { PostOffice } from './post_office.mjs';
import { PushService } from './push_service.mjs';

const clock = (minutes) => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16);
const at = (name) => `${name.toLowerCase()}@school.example`;
const kind = 'lesson.reminder';

async function begin(person) {
  const lesson = await person.post('/v1/lesson', { course_id: await person.course() });
  if (!lesson.id) throw new Error(JSON.stringify(lesson));
  return lesson.id;
}
const finish = (person, lesson) => person.follow(`/v1/lesson/${lesson}/stream`);

export async function reminders() {
  const office = await PostOffice.open();
  const service = await PushService.open();
  const pace = { OT_LIMITS: 'plan=0,lesson=0,signup=0,session=0', OT_REMINDERS_AT: '0 0 1 1 *' };
  await Server.with(office.settings(service.settings({ ...pace, OT_LESSON_PACE_MS: '1' })), async (server) => {
    const people = {};
    for (const name of ['Ann', 'Bob', 'Carl', 'Dora', 'Eve']) people[name] = await signUp(server, name, at(name));
    await until(() => office.mails.length === 5, 'the mails of the sign-ups');
    office.mails.length = 0;
    await server.rows(`UPDATE accounts SET email_verified_at = 1 WHERE name <> 'Eve'`);
    const desk = await administrator(server);
    const { Ann, Bob, Dora, Eve } = people;
    await finish(Bob, await begin(Bob));
    // Lessons that were left: the state is written by hand, since a lesson of the course's own words is over in no time.
    const open = await begin(Ann);
    for (const person of [Dora, Eve]) await begin(person);
    const unfinished = `kind = 'lesson' AND user_id IN ('${Ann.id}', '${Dora.id}', '${Eve.id}')`;
    await until(async () => (await server.rows(`SELECT id FROM turns WHERE ${unfinished} AND state = 'done'`)).length === 3, 'the lessons are over');
    await server.rows(`UPDATE turns SET state = 'stopped' WHERE ${unfinished}`);
    await Dora.json('PUT', '/v1/notices/settings', { zone: 'Asia/Tokyo', digest: false, digest_at: '07:00', kinds: [{ kind, in_app: true, email: false }] });

    const preview = async () => (await desk.get('/v1/debug/reminder-preview')).reminders;
    const rows = await preview();
    equals('who is behind, and whom a mail would reach', ['Ann now', 'Dora off', 'Eve no address'], rows.map(({ name, mail }) => `${name} ${mail}`).sort());
    equals('what they would read', ["Today's lesson waits for you", `/lesson/${open}`], [rows.find(({ name }) => name === 'Ann').title, rows.find(({ name }) => name === 'Ann').path]);
    equals('the preview is not for learners', 403, (await Ann.get('/v1/debug/reminder-preview')).status);
    await pause(300);
    equals('it sends nothing', [0, 0], [office.mails.length, (await notifications(desk)).filter((one) => one.kind === kind).length]);

    const remind = async (count) => {
      equals('the schedule runs', 202, (await desk.post('/v1/admin/schedules/notices.remind/run')).status);
      await until(async () => (await server.rows(`SELECT slot FROM task_status WHERE schedule = 'notices.remind'`)).length === count
        && (await server.rows(`SELECT id FROM jobs WHERE kind = 'notices.remind' AND state <> 'done'`)).length === 0, 'it is done');
    };
    office.refusals = [[451, 'later']];
    await remind(1);
    await until(async () => (await server.rows(`SELECT failures FROM jobs WHERE kind = 'notices.mail' AND failures = 1`)).length, 'a try failed');
    await hurry(server);
    const mail = await office.mailTo(at('Ann'));
    equals('one mail, with the lesson', ["Today's lesson waits for you", true], [mail.subject, mail.text.includes(`https://tutor.example/lesson/${open}`)]);
    holds('that says how to be rid of it', mail.text.includes('https://tutor.example/account'), mail.text);
    await ended(desk, kind, 'sent');
    equals('the preview knows', 'told today', (await preview()).find(({ name }) => name === 'Ann').mail);
    for (const person of [Ann, Dora, Eve]) equals('each is told on their page', 1, (await person.get('/v1/notices')).unread);
    equals('of mail that nobody gets there is no record', 1, (await notifications(desk)).filter((one) => one.kind === kind && one.channel === 'email').length);
    await remind(2);
    await pause(400);
    equals('once a day', [1, 1], [office.mails.length, (await Ann.get('/v1/notices')).unread]);

    await server.rows(`DELETE FROM notifications WHERE kind = '${kind}'`); // as if it were another day
    office.refusals = [[451, 'later']];
    await remind(3);
    await until(async () => (await server.rows(`SELECT failures FROM jobs WHERE kind = 'notices.mail' AND failures = 1 AND state = 'waiting'`)).length, 'a try failed');
    await finish(Ann, await begin(Ann));
    await until(async () => (await preview()).every(({ name }) => name !== 'Ann'), 'the lesson is finished');
    await hurry(server);
    equals('who has finished meanwhile is left alone', 'There was nothing left to say.', (await ended(desk, kind, 'dropped')).reason);
    equals('by mail', 1, office.mails.length);

    // The same over night: what is held, for mail and for browsers, is asked about again when it is due.
    const browser = service.browser();
    await Dora.json('PUT', '/v1/notices/settings', { zone: 'UTC', quiet_from: clock(-30), quiet_until: clock(30), digest: false, digest_at: '07:00', kinds: [{ kind, in_app: true, email: true, push: true }] });
    await Dora.post('/v1/notices/push', browser.toJSON());
    await server.rows(`DELETE FROM notifications WHERE kind = '${kind}'`);
    await remind(4);
    const held = async () => (await server.rows(`SELECT channel FROM held_notices WHERE user_id = '${Dora.id}' ORDER BY channel`)).flat();
    equals('held at night', ['email', 'push'], await held());
    await finish(Dora, await begin(Dora));
    await hurry(server);
    await until(async () => (await held()).length === 0, 'the night is over');
    await ended(desk, 'notices.digest', 'dropped');
    await pause(300);
    equals('who has finished by then is left alone, here and there', [0, 0], [office.mails.filter(({ to }) => to.text.includes('dora')).length, service.messages.length]);
  });
  await service.close();
  await office.close();
}
