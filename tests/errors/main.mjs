import { createServer } from 'node:http';
import { parseEnvelope } from '@sentry/core';
import { equals, finish, group, holds } from '../support/checks.mjs';
import { Learner } from '../support/client.mjs';
import { pause, Server, until } from '../support/server.mjs';

const engine = process.env.DATABASE_URL ? 'PostgreSQL' : 'SQLite';

// Takes envelopes; answers with the statuses it is given, then with 200.
class Tracker {
  static async with(statuses, use) {
    const tracker = Object.assign(new Tracker(), { statuses, requests: [] });
    const server = createServer((request, reply) => {
      const pieces = [];
      request.on('data', (piece) => pieces.push(piece));
      request.on('end', () => {
        const status = tracker.statuses.shift() ?? 200;
        tracker.requests.push({ path: request.url, headers: request.headers, body: Buffer.concat(pieces).toString(), status });
        reply.writeHead(status, status === 429 ? { 'Retry-After': '1' } : {}).end('{}');
      });
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    tracker.dsn = `http://public@127.0.0.1:${server.address().port}/42`;
    await use(tracker);
    server.closeAllConnections();
    server.close();
  }
  get events() {
    return this.requests.filter(({ status }) => status === 200).map(({ body }) => JSON.parse(new TextDecoder().decode(parseEnvelope(body)[1][0][1])));
  }
}

async function ask(learner) {
  return learner.post('/v1/ai/ask', { course_id: await learner.course(), question: 'What is the momentum of Ada Lovelace?' });
}

const parts = {
  async told() {
    await Tracker.with([429], (tracker) =>
      Server.with({ SENTRY_DSN: tracker.dsn, OT_ENVIRONMENT: 'a test' }, async (server) => {
        const learner = new Learner(server);
        const user = (await learner.post('/v1/session')).user.id;
        await learner.course();
        await server.rows('ALTER TABLE conversations RENAME TO conversations_away');
        const reply = await ask(learner);
        const trace = reply.error?.trace_id;
        holds('a request fails inside', reply.status >= 500 && trace, reply);
        await until(() => tracker.events.length > 0, 'the tracker is told, after it asked to wait');
        const { path, headers, body } = tracker.requests[1];
        equals('where projects take envelopes', '/api/42/envelope/', path);
        holds('with the key', headers['x-sentry-auth'].includes('sentry_key=public'), headers);
        const event = tracker.events.find(({ contexts }) => contexts.trace?.trace_id === trace) ?? tracker.events[0];
        equals('the level', 'error', event.level);
        equals('the installation', ['a test', true], [event.environment, event.release.startsWith('omnitutor@')]);
        holds('what it was', event.exception.values[0].type.length > 3, event.exception);
        const frames = event.exception.values[0].stacktrace.frames;
        holds('a stack', frames.length > 4 && frames.every(({ instruction_addr }) => /^0x[0-9a-f]+$/.test(instruction_addr)), frames);
        holds('whose innermost is what failed', !/logging::|sentry::/.test(frames.at(-1).function), frames.at(-1));
        holds('with names', frames.some((frame) => /db::|http::|tutor::/.test(frame.function)), frames);
        for (const secret of [user, 'Ada', 'momentum', learner.cookie.slice(-20)]) holds('nothing of the person', !body.includes(secret), body);
        for (let i = 0; i < 20; i++) await ask(learner);
        await pause(500);
        holds('the same again and again is told once', tracker.events.length <= 4, tracker.events.length);
        const metrics = await fetch(`${server.url}/metrics`).then((answer) => answer.text());
        holds('and counted', /sentry_events_total\{outcome="sent"\} [1-9]/.test(metrics), metrics.match(/sentry.*/g));
      }),
    );
  },
  async away() {
    await Server.with({ SENTRY_DSN: 'http://public@127.0.0.1:9/42' }, async (server) => {
      const learner = new Learner(server);
      await learner.course();
      await server.rows('ALTER TABLE conversations RENAME TO conversations_away');
      holds('without a tracker requests fail as they do', (await ask(learner)).status >= 500);
      equals('and others work', 200, (await learner.get('/v1/courses')).status);
      const began = Date.now();
      await server.stop();
      holds('nor does it hold up the end', Date.now() - began < 6000, Date.now() - began);
      equals('of a process that ends well', 0, server.process.exitCode);
    });
    const server = new Server({ SENTRY_DSN: 'nonsense' });
    await server.start().catch(() => {});
    holds('a DSN that is none is said at the start', server.process.exitCode > 0, server.process.exitCode);
    server.clear();
  },
};
for (const [name, part] of Object.entries(parts)) await group(`${engine}: ${name}`, part);
finish();
