// One learner's day, with the server killed in between; then what the record store holds of it.
import { equals, finish, group, holds } from '../support/checks.mjs';
import { Learner } from '../support/client.mjs';
import { pause, Server, until } from '../support/server.mjs';

const settings = {
  ADMIN_TOKEN: 'open-sesame', PUBLIC_PEM: 'public', SECRET_PEM: 'secret', OT_XAPI_HOME: 'https://tutor.example/xapi',
  OT_LESSON_PACE_MS: '60', OT_LIMITS: 'plan=0,lesson=0,ask=0,session=0',
};
const home = 'https://tutor.example';
const key = { Authorization: `Basic ${Buffer.from('public:secret').toString('base64')}`, 'X-Experience-API-Version': '2.0.0' };

const xapi = async (server, query = {}) => {
  const statements = [];
  for (let path = `/xapi/statements?${new URLSearchParams({ ascending: 'true', ...query })}`; path; ) {
    const page = await (await fetch(server.url + path, { headers: key })).json();
    statements.push(...page.statements);
    path = page.more;
  }
  return statements;
};
const events = async (server) => (await server.rows(`SELECT id FROM outbox WHERE topic LIKE 'tutor.%'`)).flat().sort();
const settled = (server) =>
  until(async () => {
    const told = await events(server), kept = await xapi(server);
    return kept.length >= told.length && kept;
  }, 'everything told is recorded', 30_000);

const killAndStart = async (server) => {
  await server.kill();
  await server.start();
};
const verbs = (statements) => statements.map(({ verb }) => verb.display.en);
const of = (statements, registration) => statements.filter(({ context }) => context.registration === registration);
const checksOf = (events) => events.filter(({ kind }) => kind === 'check').map(({ data }) => data.check_id);

// A lesson to its end, its process killed four times on the way.
async function killedLesson(server, learner, course) {
  const lesson = await learner.post('/v1/lesson', { course_id: course });
  const following = learner.follow(`/v1/lesson/${lesson.id}/stream`);
  for (let i = 0; i < 4; i++) {
    await pause(150 + Math.random() * 250);
    await killAndStart(server);
  }
  return { id: lesson.id, node: lesson.plan.node_id, events: await following };
}

const rightAnswer = async (server, lesson, check) =>
  JSON.parse((await server.rows(`SELECT body FROM checks WHERE turn_id = '${lesson}' AND check_id = '${check}'`))[0].join('\t')).answer;

// All but the last rightly answered, the last one wrongly and then shown, the server killed after every reply.
async function answerAll(server, learner, { id, events }) {
  const checks = checksOf(events);
  for (const [i, check] of checks.entries()) {
    const last = i + 1 === checks.length;
    await learner.post(`/v1/lesson/${id}/answer`, { check_id: check, answer: last ? 'certainly wrong' : await rightAnswer(server, id, check) });
    await killAndStart(server);
    if (last) await learner.post(`/v1/lesson/${id}/answer`, { check_id: check, answer: '', want: 'reveal' });
  }
  await killAndStart(server);
  return checks.length;
}

function expectLesson(statements, lesson, checks, course) {
  const mine = of(statements, lesson.id);
  equals('the lesson is told in order, each thing once',
    ['launched', 'initialized', 'progressed', 'progressed', 'progressed', ...Array(checks).fill('answered'), 'skipped', 'completed', verdict(checks), 'terminated'],
    verbs(mine).filter((verb) => verb !== 'asked'));
  equals('its quarters', [25, 50, 75], mine.filter(({ verb }) => verb.display.en === 'progressed').map(({ result }) => Object.values(result.extensions)[0]));
  const judged = mine.find(({ result }) => result?.score?.max !== undefined);
  equals('its score', { scaled: (checks - 1) / checks, raw: checks - 1, min: 0, max: checks }, judged.result.score);
  equals('its activity', `${home}/course/${course}${lesson.node ? `/section/${lesson.node}` : '/overview'}`, mine[0].object.id);
  const answers = mine.filter(({ verb }) => verb.display.en === 'answered');
  equals('which answers were right', [...Array(checks - 1).fill(true), false], answers.map(({ result }) => result.success ?? null));
  for (const { object, result } of answers) {
    holds('a check is an interaction', ['choice', 'true-false', 'fill-in', 'numeric'].includes(object.definition.interactionType), object.definition);
    holds('it says what is right', object.definition.correctResponsesPattern?.length > 0, object.definition);
    holds('an answer took a while', /^PT\d+\.\d\dS$/.test(result.duration), result.duration);
  }
}
const verdict = (checks) => ((checks - 1) / checks >= 0.8 ? 'passed' : 'failed');

async function expectNobodyNamed(statements, learner) {
  const { user } = await learner.post('/v1/session');
  equals('the actor is the account of a person', [{ objectType: 'Agent', account: { homePage: home, name: user.id } }],
    [...new Map(statements.map(({ actor }) => [JSON.stringify(actor), actor])).values()]);
  holds('no question is quoted', !JSON.stringify(statements).includes('my cousin'));
}

// The store's own door takes every one of them, in both versions.
async function expectValid(server, statements) {
  for (const version of ['1.0.3', '2.0.0']) {
    const fresh = statements.map(({ id: _, stored: __, authority: ___, version: ____, ...rest }) => rest);
    const reply = await fetch(`${server.url}/xapi/statements`, {
      method: 'POST', headers: { ...key, 'X-Experience-API-Version': version, 'Content-Type': 'application/json' }, body: JSON.stringify(fresh),
    });
    holds(`valid in ${version}`, reply.status === 200, await reply.text());
  }
}

// As if the process had died before it wrote down how far it was.
async function deliverAgain(server) {
  await server.stop();
  await server.rows(`UPDATE outbox_consumers SET tx = 0, position = 0 WHERE name = 'tutor.record'`);
  await server.start();
  const [newest] = await server.rows('SELECT max(position) FROM outbox');
  await until(async () => Number((await server.rows(`SELECT position FROM outbox_consumers WHERE name = 'tutor.record'`))[0][0]) >= Number(newest[0]), 'all is delivered again');
}

await group('a learner and a server that dies', () =>
  Server.with(settings, async (server) => {
    const learner = new Learner(server);
    await learner.post('/v1/session');
    const course = await learner.course();
    const lesson = await killedLesson(server, learner, course);
    equals('the lesson came to its end', 'done', lesson.events.at(-1)?.kind);
    const asked = await learner.ask({ course_id: course, question: 'What would my cousin Ada say about energy?', lesson_id: lesson.id });
    holds('a question was answered', asked.status === 200, asked);
    const checks = await answerAll(server, learner, lesson);
    holds('the lesson has checks', checks > 1, checks);

    const statements = await settled(server);
    equals('each event is one statement', await events(server), statements.map(({ id }) => id).sort());
    expectLesson(statements, lesson, checks, course);
    equals('the question belongs to the lesson', ['asked'], verbs(of(statements, lesson.id)).filter((verb) => verb === 'asked'));
    await expectNobodyNamed(statements, learner);

    await deliverAgain(server);
    equals('what is delivered again is stored once', statements.map(({ id }) => id), (await xapi(server)).map(({ id }) => id));
    await expectValid(server, statements);
  }));

await group('a lesson that is stopped and goes on', () =>
  Server.with({ ...settings, OT_LESSON_PACE_MS: '400' }, async (server) => {
    const learner = new Learner(server);
    const lesson = await learner.post('/v1/lesson', { course_id: await learner.course() });
    await until(async () => (await learner.get(`/v1/lesson/${lesson.id}`)).last_seq > 2, 'the lesson begins');
    await learner.post(`/v1/lesson/${lesson.id}/stop`);
    await learner.post(`/v1/lesson/${lesson.id}/stop`);
    await learner.post(`/v1/lesson/${lesson.id}/continue`);
    const statements = (await settled(server)).filter(({ verb }) => verb.display.en !== 'progressed');
    equals('both are told once', ['launched', 'initialized', 'terminated', 'resumed'], verbs(statements));
    equals('and why', ['stopped'], Object.values(statements[2].result.extensions));
  }));

await group('an administrator reads them without a key', () =>
  Server.with(settings, async (server) => {
    const learner = new Learner(server), admin = new Learner(server);
    const lesson = await learner.post('/v1/lesson', { course_id: await learner.course() });
    await learner.follow(`/v1/lesson/${lesson.id}/stream`);
    await settled(server);
    equals('a learner may not', 401, (await learner.get('/v1/admin/statements')).status);
    await admin.post('/v1/auth/token', { token: 'open-sesame' });
    const { statements, more } = await admin.get(`/v1/admin/statements?limit=2&registration=${lesson.id}`);
    equals('a page', 2, statements?.length);
    holds('and the way to the next', more.startsWith('/v1/admin/statements?'), more);
    equals('which goes on', true, (await admin.get(more)).statements.every(({ id }) => !statements.some((one) => one.id === id)));
    equals('one by its id', statements[0], (({ status: _, headers: __, ...rest }) => rest)(await admin.get(`/v1/admin/statements?statementId=${statements[0].id}`)));
    equals('one that is not there', 404, (await admin.get('/v1/admin/statements?statementId=00000000-0000-7000-8000-000000000000')).status);
  }));

finish();
