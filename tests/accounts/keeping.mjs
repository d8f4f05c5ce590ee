// What an anonymous learner did stays theirs: when they sign up, and when they sign in to an account they have.
import { equals, holds } from '../support/checks.mjs';
import { Server, until } from '../support/server.mjs';
import { nameOf, password, Person } from './lib.mjs';

const settings = { OT_LIMITS: 'plan=0,lesson=0,ask=0,session=0', OT_LESSON_PACE_MS: '0' };
const lessonsOf = async (person) => (await person.get('/v1/lessons')).lessons.map(({ id }) => id);

async function lesson(person) {
  const { id } = await person.post('/v1/lesson', { course_id: await person.course() });
  const events = await person.follow(`/v1/lesson/${id}/stream`);
  const check = events.find(({ kind }) => kind === 'check')?.data;
  const { verdict } = await person.post(`/v1/lesson/${id}/answer`, { check_id: check.check_id, answer: 'x' });
  holds('an answer was given', typeof verdict === 'string', verdict);
  return { id, check: check.check_id };
}

async function signsUpInTheMiddle(server) {
  const here = new Person(server);
  const { id: learner } = await here.user();
  const { id } = await here.post('/v1/lesson', { course_id: await here.course() });
  const following = here.follow(`/v1/lesson/${id}/stream`);
  const { status, user } = await here.signUp(nameOf('first'), { email: 'zerlina@school.example' });
  equals('sign-up', [200, learner, false], [status, user?.id, user?.anonymous]);
  holds('the lesson goes on through the sign-up', ['done', 'stopped'].includes((await following).at(-1)?.kind));
  equals('the lesson is still there', [id], await lessonsOf(here));
  const told = await until(async () => (await server.rows(`SELECT count(*) FROM statements WHERE body LIKE '%${learner}%'`).catch(() => [['0']]))[0][0] !== '0', 'statements').catch(() => false);
  holds('the record store knows the same actor', told);

  await here.call('POST', '/v1/logout');
  equals('signed out', [], await lessonsOf(here));
  const elsewhere = new Person(server);
  equals('signed in elsewhere', 200, (await elsewhere.signIn('ZERLINA@school.example')).status);
  equals('and found it', [id], await lessonsOf(elsewhere));
}

async function bringsWorkAlong(server) {
  const home = new Person(server);
  await home.signUp(nameOf('second'));
  const before = await lesson(home);
  const school = new Person(server);
  const anonymous = await school.user();
  const later = await lesson(school);
  equals('asked', 200, (await school.ask({ course_id: await school.course(), question: 'What is momentum?' })).status);
  equals('in', 200, (await school.signIn(nameOf('second'))).status);
  equals('both lessons', [later.id, before.id], await lessonsOf(school));
  const account = (await home.user()).id;
  equals('with its answer', [[account]], await server.rows(`SELECT user_id FROM answers WHERE turn_id = '${later.id}' AND check_id = '${later.check}'`));
  equals('and the question', 1, (await school.get('/v1/conversations')).conversations.length);
  equals('on the other device too', [later.id, before.id], await lessonsOf(home));
  const [[became]] = await server.rows(`SELECT became FROM users WHERE id = '${anonymous.id}'`);
  equals('it is known whose the learner was', account, became);
}

async function refusesHostileNames(server) {
  const names = [`Zerlina'); DROP TABLE accounts;--`, `Zerlina" OR "1"="1`, '<img src=x onerror=alert(1)>Zerlina', '{{7*7}} Zerlina', `Zerlina\\'; --`];
  const known = new Set();
  for (const name of names) {
    const person = new Person(server);
    const { status, user } = await person.signUp(name);
    equals(`sign-up ${name}`, [200, name], [status, user?.name]);
    equals(`sign-in ${name}`, user?.id, (await new Person(server).signIn(name)).user?.id);
    known.add(user?.id);
  }
  equals('each is somebody else', names.length, known.size);
  for (const name of [`' OR '1'='1`, `x' UNION SELECT 1 --`, `%`, `_`]) {
    const reply = await new Person(server).post('/v1/login', { name, password });
    equals(`no way in: ${name}`, 401, reply.status);
  }
  const admin = new Person(server);
  await admin.post('/v1/auth/token', { token: 'open sesame' });
  const reply = await admin.call('GET', '/v1/admin/users?limit=200');
  holds('names come as JSON, never as a page', reply.headers.get('content-type').startsWith('application/json') && reply.headers.get('x-content-type-options') === 'nosniff');
  equals('all of them', names.length + 2, (await reply.json()).users.length);
}

export const keeps = () =>
  Server.with({ ...settings, ADMIN_TOKEN: 'open sesame' }, async (server) => {
    await signsUpInTheMiddle(server);
    await bringsWorkAlong(server);
    await refusesHostileNames(server);
  });
