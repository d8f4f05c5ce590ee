import { randomUUID } from 'node:crypto';
import { Broker } from '../pipeline/brokers.mjs';
import { equals, finish, group, holds } from '../support/checks.mjs';
import { eventsOf, Learner, over } from '../support/client.mjs';
import { pause, Server, until } from '../support/server.mjs';
import { Replica } from './replica.mjs';

const key = { PUBLIC_PEM: 'scale', SECRET_PEM: randomUUID(), ADMIN_TOKEN: randomUUID() };
const xapi = { Authorization: 'Basic ' + Buffer.from(`${key.PUBLIC_PEM}:${key.SECRET_PEM}`).toString('base64'), 'Content-Type': 'application/json', 'X-Experience-API-Version': '2.0.0' };

// Processes on one database: `api` a list of three, `worker` of two, and `scheduler`.
class Fleet {
  static async with(settings, replica, use) {
    const first = new Server({ ...settings, OT_ROLE: 'api' });
    first.settings.DATABASE_READ_URL = replica.url(first.schema);
    const fleet = new Fleet(first, first.settings);
    try {
      await first.rows(`CREATE SCHEMA ${first.schema}`);
      for (const role of ['api', 'api', 'worker', 'worker', 'scheduler']) fleet.add(role);
      await Promise.all(fleet.all.map((server) => server.start()));
      await use(fleet);
    } finally {
      await Promise.all(fleet.all.map((server) => server.stop()));
      fleet.all.forEach((server) => server.clear());
    }
  }
  constructor(first, settings) {
    Object.assign(this, { settings, api: [first], worker: [], scheduler: [] });
  }
  add(role) {
    const server = new Server({ ...this.settings, OT_ROLE: role });
    Object.assign(server, { schema: this.api[0].schema, database: this.api[0].database });
    this[role].push(server);
  }
  get all() {
    return [...this.api, ...this.worker, ...this.scheduler];
  }
  rows = (sql) => this.api[0].rows(sql);
}
// Of a person who is somewhere else the next time: the same cookie at another process.
const at = (server, learner) => Object.assign(new Learner(server), { cookie: learner.cookie });
const admin = async (server) => {
  const person = new Learner(server);
  equals('the administrator signs in', 200, (await person.post('/v1/auth/token', { token: key.ADMIN_TOKEN })).status);
  return person;
};
async function lesson(learner) {
  const course = await learner.course();
  const { nodes } = await learner.get(`/v1/courses/${course}/toc`);
  const plan = await learner.post('/v1/plan', { course_id: course, node_id: nodes.find(({ level }) => level > 1).id });
  return (await learner.post('/v1/lesson', { plan_id: plan.id })).id;
}
const kinds = (events) => events.map(({ kind }) => kind);
const once = (name, events, first = 1) => {
  holds(`${name}: each event once, in order`, events.every(({ seq }, i) => seq === first + i), events.map(({ seq }) => seq).join());
  equals(`${name}: one end`, 1, events.filter((event) => over([event])).length);
};

async function people({ api }) {
  const learner = new Learner(api[0]);
  await learner.post('/v1/session');
  const who = async (server) => (await at(server, learner).post('/v1/session')).user.id;
  const ids = await Promise.all(api.map(who));
  equals('a session is known everywhere', [ids[0], ids[0], ids[0]], ids);

  const codes = [];
  for (let i = 0; i < 9; i++) codes.push((await at(api[i % 3], learner).post('/v1/hello', { topic: 'waves' })).status);
  equals('five greetings an hour, wherever they are asked for', [200, 200, 200, 200, 200, 429, 429, 429, 429], codes);
}

async function lessons({ api }) {
  const learner = new Learner(api[0]);
  const id = await lesson(learner);
  const elsewhere = await at(api[1], learner).follow(`/v1/lesson/${id}/stream`);
  once('watched at another process', elsewhere);
  equals('to its end', 'done', kinds(elsewhere).at(-1));

  const second = await lesson(learner);
  const watched = at(api[1], learner).follow(`/v1/lesson/${second}/stream`);
  await until(async () => (await at(api[2], learner).get(`/v1/lesson/${second}`)).last_seq > 3, 'it is under way');
  await api[0].kill();
  const taken = await watched;
  once('its process was killed', taken);
  equals('another one taught it to its end', 'done', kinds(taken).at(-1));
  await api[0].start();

  const third = await lesson(at(api[0], learner));
  const response = await at(api[0], learner).call('GET', `/v1/lesson/${third}/stream`);
  const before = [];
  const stopping = until(() => before.length > 2, 'it is under way').then(() => api[0].stop());
  for await (const event of eventsOf(response)) if (event.seq) before.push(event); // the first of a page is a snapshot
  await stopping;
  const more = await at(api[2], learner).call('GET', `/v1/lesson/${third}/stream`, undefined, { 'Last-Event-ID': String(before.at(-1).seq) });
  const after = [];
  for await (const event of eventsOf(more)) if (event.seq) after.push(event);
  const rest = over(after) ? [] : await at(api[1], learner).follow(`/v1/lesson/${third}/stream`, after.at(-1)?.seq ?? before.at(-1).seq);
  once('its process was asked to stop, the stream goes on at another', [...before, ...after, ...rest], before[0].seq); // what was written before it was asked for is in the snapshot
  await api[0].start();
}

const history = async (desk, name) => (await desk.get('/v1/admin/schedules')).schedules.find((one) => one.name === name)?.history ?? [];
async function work({ api, worker, rows }) {
  const desk = await admin(api[0]);
  const runs = async (count) => (await history(desk, 'limits.forget_full')).filter(({ state }) => state === 'done').length === count;
  equals('asked for at one process', 202, (await desk.post('/v1/admin/schedules/limits.forget_full/run')).status);
  await until(() => runs(1), 'run by a worker');
  await worker[0].kill();
  equals('asked for at another', 202, (await at(api[1], desk).post('/v1/admin/schedules/limits.forget_full/run')).status);
  await until(() => runs(2), 'run by the worker that is left');
  await worker[1].kill();
  equals('asked for while no worker is there', 202, (await at(api[2], desk).post('/v1/admin/schedules/limits.forget_full/run')).status);
  await pause(1000);
  equals('it waits: others run no jobs', [['ready']], await rows(`SELECT state FROM jobs WHERE kind = 'limits.forget_full' AND state <> 'done'`));
  await Promise.all(worker.map((server) => server.start()));
  await until(() => runs(3), 'run by those that came back');
}

async function slots(fleet) {
  const { scheduler, rows } = fleet;
  await scheduler[0].kill();
  await rows(`UPDATE schedules SET last_slot = last_slot - ${3600e6} WHERE name = 'bus.forget_old'`);
  fleet.add('scheduler');
  await Promise.all(scheduler.map((server) => server.start()));
  const done = async () => Number((await rows(`SELECT count(*) FROM jobs WHERE kind = 'bus.forget_old' AND state = 'done'`))[0][0]);
  await until(async () => (await done()) > 0, 'one of two schedulers catches up what was missed');
  await pause(1500);
  equals('once', ['1', 1], [(await rows(`SELECT count(*) FROM task_status WHERE schedule = 'bus.forget_old'`))[0][0], await done()]);
}

const post = async (server, path, statement) => {
  const reply = await fetch(server.url + path, { method: 'POST', headers: xapi, body: JSON.stringify(statement) });
  holds(`${path} takes a statement`, reply.ok, reply.status);
};
async function records({ api, rows }, replica) {
  const ids = Array.from({ length: 30 }, () => randomUUID());
  const statement = (id) => ({ id, actor: { mbox: 'mailto:ada@example.com' }, verb: { id: 'http://adlnet.gov/expapi/verbs/completed' }, object: { id: 'http://example.com/unit' } });
  for (const [i, id] of ids.entries()) {
    const path = i % 2 ? '/v1/xapi/queue' : '/xapi/statements';
    await post(api[i % 3], path, statement(id));
  }
  const flat = async (read) => (await read(`SELECT count(*) FROM statements_flat WHERE object_id = 'http://example.com/unit'`)).flat().map(Number)[0];
  await until(async () => (await flat(rows)) === 30, 'workers store them and bring them into statements_flat');
  const schema = api[0].schema;
  await until(async () => (await flat((sql) => replica.rows(schema, sql))) === 30, 'the replica follows');
  const desk = await admin(api[2]);
  const report = async (server) => (await at(server, desk).get('/v1/xapi/reports/completions?activity=http%3A%2F%2Fexample.com%2Funit')).rows?.length;
  const health = async () => (await at(api[0], desk).get('/v1/admin/overview')).parts.find(({ name }) => name === 'read replica').condition;
  const comesTo = (condition) => until(async () => (await health()) === condition, `the desk says that the replica is ${condition}`, 40_000);
  await until(async () => (await report(api[0])) === 1, 'a report');
  await comesTo('ok');
  await replica.rows(schema, 'SELECT pg_wal_replay_pause()');
  await post(api[0], '/xapi/statements', { ...statement(randomUUID()), actor: { mbox: 'mailto:grace@example.com' } });
  await until(async () => (await flat(rows)) === 31, 'one more is stored');
  equals('it is read from the replica, which is late', 1, await report(api[0]));
  await comesTo('worse');
  await replica.rows(schema, 'SELECT pg_wal_replay_resume()');
  await until(async () => (await report(api[0])) === 2, 'and comes after');
  await replica.stop();
  equals('without the replica', 2, await report(api[1]));
  await comesTo('down');
  await replica.start();
  await until(async () => (await report(api[1])) === 2, 'with it again');
}

async function redis({ api }, broker) {
  const health = async () => (await new Learner(api[0]).get('/v1/healthz')).degraded;
  equals('all is there', undefined, await health());
  await broker.stop();
  const learner = new Learner(api[0]);
  await learner.post('/v1/session');
  equals('without Redis people come in', 200, (await learner.get('/v1/courses')).status);
  equals('and health says so', ['redis'], await health());
  await broker.start();
  await pause(1200);
  await new Learner(api[0]).post('/v1/session');
  equals('it is back', undefined, await health());
}

await Broker.with('redis', (broker) =>
  Replica.with((replica) => {
    const settings = { ...key, ...broker.settings(), OT_LESSON_PACE_MS: '60', OT_JOBS_LEASE_MS: '2000', OT_QUEUE_LEASE_MS: '2000', OT_LIMITS: 'plan=0', ETL_MODE: 'streaming' };
    return Fleet.with(settings, replica, async (fleet) => {
      await group('people', () => people(fleet));
      await group('lessons', () => lessons(fleet));
      await group('work', () => work(fleet));
      await group('schedules', () => slots(fleet));
      await group('records', () => records(fleet, replica));
      await group('redis', () => redis(fleet, broker));
    });
  }),
);
finish();
