import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { equals, finish, group, holds } from '../support/checks.mjs';
import { Learner } from '../support/client.mjs';
import { pause, Server, until } from '../support/server.mjs';

const engine = process.env.DATABASE_URL ? 'PostgreSQL' : 'SQLite';
const home = '00000000-0000-7000-8000-000000000001';
const hour = 3600 * 1e6;
const micros = () => Date.now() * 1000;

const admin = async (server) => {
  const person = new Learner(server);
  await person.post('/v1/auth/token', { token: process.env.ADMIN_TOKEN });
  return person;
};
const schedule = async (desk, name) => (await desk.get('/v1/admin/schedules')).schedules.find((one) => one.name === name);
const kind = async (desk, name) => (await desk.get('/v1/admin/jobs')).kinds.find((one) => one.kind === name);
const dead = async (desk) => (await desk.get('/v1/admin/jobs/dead')).dead;

// As a job that is in a state already.
async function place(server, fields) {
  const id = randomUUID();
  const row = { org_id: home, id, kind: 'bus.forget_old', key: '', payload: '{"secret":"of nobody"}', state: 'dead', priority: 0, run_at: micros(), made_at: micros(), runs: 4, failures: 4, trace_id: '', ...fields };
  const texts = Object.values(row).map((value) => (typeof value === 'number' ? value : `'${value}'`));
  await server.rows(`INSERT INTO jobs (${Object.keys(row)}) VALUES (${texts})`);
  return id;
}

const parts = {
  async schedules() {
    await Server.with({}, async (server) => {
      const desk = await admin(server);
      const { schedules } = await desk.get('/v1/admin/schedules');
      const names = schedules.map(({ name }) => name);
      for (const name of ['bus.forget_old', 'identity.forget_sessions', 'jobs.forget', 'limits.forget_full', 'lms.remove_abandoned', 'lrs.discard_abandoned_uploads', 'lrs.forget_quotas', 'tutor.drop_deltas'])
        holds(`${name} is a schedule`, names.includes(name), names);
      holds('each says when it comes next', schedules.every(({ next_at }) => Date.parse(next_at) > Date.now() - 1000 && Date.parse(next_at) < Date.now() + 86_460_000), schedules);

      await server.rows(`UPDATE sessions SET expires_at = 1 WHERE role = 'learner'`);
      const before = Number((await server.rows('SELECT COUNT(*) FROM sessions'))[0][0]);
      await new Learner(server).post('/v1/session');
      await server.rows(`UPDATE sessions SET expires_at = 1 WHERE role = 'learner'`);
      equals('started by hand', 202, (await desk.post('/v1/admin/schedules/identity.forget_sessions/run')).status);
      const done = () => schedule(desk, 'identity.forget_sessions').then(({ history }) => history[0]?.state === 'done' && history[0]);
      const slot = await until(done, 'the history says that it is done');
      equals('by hand', 'hand', slot.cause);
      holds('which is in the audit log', (await desk.get('/v1/admin/audit')).entries.some(({ action, subject }) => action === 'schedule.run' && subject === 'identity.forget_sessions'));
      holds('with its times', Date.parse(slot.started_at) <= Date.parse(slot.ended_at), slot);
      equals('expired sessions are gone', before, Number((await server.rows('SELECT COUNT(*) FROM sessions'))[0][0]));
      equals('its kind is counted', 1, (await kind(desk, 'identity.forget_sessions')).done);
      equals('a schedule that is none', 404, (await desk.post('/v1/admin/schedules/identity.none/run')).status);

      const learner = new Learner(server);
      await learner.post('/v1/session');
      for (const path of ['/v1/admin/jobs', '/v1/admin/jobs/dead', '/v1/admin/schedules']) equals(`${path} is not for learners`, 401, (await learner.get(path)).status);
      equals('nor are its deeds', 401, (await learner.post('/v1/admin/schedules/identity.forget_sessions/run')).status);
    });
  },

  async missed() {
    await Server.with({}, async (server) => {
      await until(async () => (await server.rows('SELECT name FROM schedules')).length >= 8, 'the schedules are kept');
      await server.kill();
      await server.rows(`UPDATE schedules SET last_slot = ${micros() - 5 * hour} WHERE name = 'jobs.forget'`);
      await server.start();
      const desk = await admin(server);
      await until(async () => (await schedule(desk, 'jobs.forget')).history[0]?.state === 'done', 'what was missed is caught up');
      await server.stop();
      await server.start();
      await pause(500);
      const { history } = await schedule(await admin(server), 'jobs.forget');
      equals('once, of five', 1, history.length);
      holds('at a slot of its expression', history[0].slot.slice(14, 19) === '41:00', history[0]);
    });
  },

  async dead() {
    await Server.with({}, async (server) => {
      const desk = await admin(server);
      const mine = await place(server, { reason: 'The mail server said no.', ended_at: micros() });
      const tossed = await place(server, { reason: 'It said no again.', ended_at: micros() });
      const theirs = await place(server, { org_id: 'another', reason: 'A secret of others.', ended_at: micros() });
      const letters = await dead(desk);
      equals('the dead of this organisation', [mine, tossed].sort(), letters.map(({ id }) => id).sort());
      equals('with the reason', 'The mail server said no.', letters.find(({ id }) => id === mine).reason);
      holds('without payload', !JSON.stringify(letters).includes('of nobody'), letters);
      for (const deed of ['retry', 'discard']) equals(`${deed} of another's`, 404, (await desk.post(`/v1/admin/jobs/${theirs}/${deed}`)).status);
      equals('retry', 'ready', (await desk.post(`/v1/admin/jobs/${mine}/retry`)).state);
      await until(async () => (await kind(desk, 'bus.forget_old')).done === 1, 'the retried one is done');
      equals('discard', 'discarded', (await desk.post(`/v1/admin/jobs/${tossed}/discard`)).state);
      equals('none is left', [], await dead(desk));
      const acts = (await desk.get('/v1/admin/audit')).entries.map(({ action, subject }) => `${action} ${subject}`);
      equals('both acts are in the audit log', [`job.discard ${tossed}`, `job.retry ${mine}`], acts.slice(0, 2));
      equals('a second time there is nothing to retry', 404, (await desk.post(`/v1/admin/jobs/${tossed}/retry`)).status);
      equals("the others' is as it was", [['dead']], await server.rows(`SELECT state FROM jobs WHERE id = '${theirs}'`));
    });
  },

  async killed() {
    await Server.with({}, async (server) => {
      await server.kill();
      const id = await place(server, { state: 'running', worker: 'a process that was killed', runs: 1, failures: 0 });
      const waiting = await place(server, { state: 'waiting', run_at: micros() - 1, runs: 0, failures: 0 });
      await server.start();
      const states = () => server.rows(`SELECT DISTINCT state FROM jobs WHERE id IN ('${id}', '${waiting}')`);
      await until(async () => JSON.stringify(await states()) === '[["done"]]', 'jobs of before the kill are done');
      const metrics = await fetch(`${server.url}/metrics`).then((reply) => reply.text());
      holds('runs are measured by kind', metrics.includes('job_run_seconds_count{kind="bus.forget_old"} 2'), metrics.match(/job_run.*forget_old.*/g));
      holds('the queue has a depth', /^jobs_open\{state="dead"\} 0$/m.test(metrics), metrics.match(/jobs_open.*/g));
    });
  },

  async alert() {
    const told = [];
    const hook = createServer((request, reply) => {
      let body = '';
      request.on('data', (piece) => (body += piece));
      request.on('end', () => {
        told.push(body);
        reply.writeHead(told.length === 1 ? 429 : 200, { 'Retry-After': '1' }).end('ok');
      });
    });
    await new Promise((done) => hook.listen(0, '127.0.0.1', done));
    await Server.with({ OT_SLACK_WEBHOOK: `http://127.0.0.1:${hook.address().port}/hook` }, async (server) => {
      // The tenth process that it outlives is the last one it may.
      await place(server, { state: 'running', worker: 'a process that was killed', losses: 9 });
      await until(() => told.length >= 2, 'the webhook is told, after it asked to wait');
      holds('what died', told[1].includes('a job of kind `bus.forget_old` failed for good'), told[1]);
      holds('nothing more', !told.join().includes('of nobody'), told);
      const desk = await admin(server);
      equals('it waits for a person', ['The process that ran it died, again and again.'], (await dead(desk)).map(({ reason }) => reason));
      await until(async () => (await kind(desk, 'jobs.alert')).done === 1, 'the alert is a job like others');
    });
    hook.close();
  },
};

const wanted = process.argv.slice(2);
for (const [name, part] of Object.entries(parts)) if (wanted.length === 0 || wanted.includes(name)) await group(`${engine}: ${name}`, part);
finish();
