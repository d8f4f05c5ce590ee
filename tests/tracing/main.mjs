import { randomUUID } from 'node:crypto';
import { equals, finish, group, holds } from '../support/checks.mjs';
import { Learner } from '../support/client.mjs';
import { pause, Server, until } from '../support/server.mjs';
import { Collector, Fake, freePort } from './collector.mjs';

const engine = process.env.DATABASE_URL ? 'PostgreSQL' : 'SQLite';
const home = '00000000-0000-7000-8000-000000000001';
const trace = '0af7651916cd43dd8448eb211c80319c', caller = 'b7ad6b7169203331';
const nanos = (text) => BigInt(text);

const admin = async (server) => {
  const person = new Learner(server);
  await person.post('/v1/auth/token', { token: process.env.ADMIN_TOKEN });
  return person;
};
const counted = async (server) => {
  const metrics = await fetch(`${server.url}/metrics`).then((answer) => answer.text());
  const of = (outcome) => Number(new RegExp(`^otlp_spans_total\\{outcome="${outcome}"\\} (\\d+)`, 'm').exec(metrics)?.[1]);
  return { sent: of('sent'), dropped: of('dropped') };
};
const health = async (desk) => (await desk.get('/v1/admin/overview')).parts.find(({ name }) => name === 'traces');
const stepOf = (traceparent) => traceparent.split('-').slice(1, 3);

const chat = (response, { url }) => {
  if (!url.endsWith('/chat/completions')) return response.writeHead(404).end('{}');
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.end(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'Hello there.' }, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`);
};

const parts = {
  async requests() {
    await Collector.with((collector) =>
      Server.with(collector.settings({ OTEL_SERVICE_NAME: 'tutor-of-a-test', OT_ENVIRONMENT: 'a test', OTEL_EXPORTER_OTLP_HEADERS: 'api-key=a%20secret' }), async (server) => {
        const learner = new Learner(server);
        const course = await learner.course();
        const began = BigInt(Date.now()) * 1_000_000n;
        const reply = await learner.call('GET', `/v1/courses/${course}/search?q=secret`, undefined, { traceparent: `00-${trace}-${caller}-01` });
        const [replyTrace, step] = stepOf(reply.headers.get('traceparent'));
        const span = await collector.span('SERVER', 'GET /v1/courses/{id}/search');
        equals('the trace goes on', [trace, trace], [span.traceId, replyTrace]);
        equals('below who asked', caller, span.parentSpanId);
        equals('as the step that the answer names', step, span.spanId);
        const route = '/v1/courses/{id}/search';
        equals('what it says', { 'http.request.method': 'GET', 'url.scheme': 'http', 'url.path': route, 'http.route': route, 'http.response.status_code': 200 }, span.is);
        holds('when', nanos(span.startTimeUnixNano) >= began - 1_000_000_000n && nanos(span.endTimeUnixNano) >= nanos(span.startTimeUnixNano), span);
        equals('no status of a request that went well', undefined, span.status);
        const { 'service.instance.id': instance, 'service.version': version, ...resource } = collector.resources[0];
        equals('who speaks', { 'service.name': 'tutor-of-a-test', 'deployment.environment.name': 'a test' }, resource);
        holds('which process and version', instance.length === 36 && version.length > 2, collector.resources[0]);
        equals('to whom', ['/v1/traces', 'application/json', 'a secret'], (({ path, 'content-type': type, 'api-key': key }) => [path, type, key])(collector.headers[0]));

        const own = await until(() => collector.of('SERVER', 'GET /v1/courses')[0], 'a request without a trace');
        holds('begins its own', own.parentSpanId === undefined && /^[0-9a-f]{32}$/.test(own.traceId) && /^[0-9a-f]{16}$/.test(own.spanId), own);
        await learner.call('GET', '/v1/healthz', undefined, { traceparent: `00-${trace}-${caller}-00` });
        await learner.get('/v1/nothing/here');
        const lost = await until(() => collector.spans.find(({ is }) => is['http.response.status_code'] === 404), 'what is nowhere');
        equals('has no route and no path', ['GET', undefined, undefined], [lost.name, lost.is['http.route'], lost.is['url.path']]);
        equals('what the caller does not collect is not collected', [], collector.of('SERVER', 'GET /v1/healthz'));
        const before = await counted(server);
        holds('counted', before.sent >= 3 && before.dropped === 0, before);
        equals('well', 'ok', (await health(await admin(server))).condition);

        const { out } = await server.command('config');
        holds('the key is nowhere shown', !out.includes('secret') && /OTEL_EXPORTER_OTLP_HEADERS = \*\*\*/.test(out), out);
        const doctor = await server.command('doctor');
        holds('the doctor asks the collector', doctor.out.includes('ok   traces: the collector'), doctor.out);
      }),
    );
  },

  async jobs() {
    await Fake.with((response) => response.writeHead(200).end('ok'), (slack) =>
      Collector.with((collector) =>
        Server.with(collector.settings({ OT_SLACK_WEBHOOK: `${slack.url}/services/the-secret-path` }), async (server) => {
          const learner = new Learner(server);
          await learner.post('/v1/session');
          const reply = await learner.post('/v1/account/export');
          const asked = await collector.span('SERVER', 'POST /v1/account/export');
          equals('the answer names it', [asked.traceId, asked.spanId], stepOf(reply.headers.get('traceparent')));
          const job = await collector.span('CONSUMER', 'process privacy.export');
          equals('a job is the child of the request that enqueued it', [asked.traceId, asked.spanId], [job.traceId, job.parentSpanId]);
          equals('of its kind', ['privacy.export', 1, undefined], [job.is['messaging.destination.name'], job.is['omnitutor.job.run'], job.is['error.type']]);

          // One that fails for good, of a trace that somebody else began; the alert about it is a job of its own, which calls outside.
          await server.rows(`INSERT INTO jobs (org_id, id, kind, key, payload, state, priority, run_at, made_at, runs, failures, trace_id, parent_span)
            VALUES ('${home}', '${randomUUID()}', 'privacy.export', '', '{}', 'ready', 0, 1, 1, 3, 3, '${trace}', '${caller}-01')`);
          const failed = await until(() => collector.of('CONSUMER', 'process privacy.export').find(({ is }) => is['error.type']), 'a failed run');
          equals('stands in the trace of its row', [trace, caller], [failed.traceId, failed.parentSpanId]);
          equals('and says that it failed', [{ code: 2 }, 'invalid', 4], [failed.status, failed.is['error.type'], failed.is['omnitutor.job.run']]);
          const alert = await collector.span('CONSUMER', 'process jobs.alert');
          const call = await until(() => collector.of('CLIENT', 'POST').find(({ is }) => is['server.port'] === slack.port), 'the call of the webhook');
          equals('a call is the child of the job that makes it', [alert.traceId, alert.spanId], [call.traceId, call.parentSpanId]);
          equals('and announces itself', [call.traceId, call.spanId], stepOf(slack.requests[0].headers.traceparent));
          equals('what it says', { 'http.request.method': 'POST', 'server.address': '127.0.0.1', 'server.port': slack.port, 'http.response.status_code': 200 }, call.is);
          holds('the path of a webhook is a secret', !JSON.stringify(collector.raw).includes('the-secret-path'));
        }),
      ),
    );
  },

  async calls() {
    await Fake.with(chat, (model) =>
      Collector.with((collector) =>
        Server.with(collector.settings({ OPENAI_BASE_URL: `${model.url}/v1`, OT_MODEL_TUTOR: 'openai:local' }), async (server) => {
          const learner = new Learner(server);
          const reply = await learner.post('/v1/hello', { topic: 'tides' });
          equals('the model answers', 'Hello there.', reply.greeting);
          const asked = await collector.span('SERVER', 'POST /v1/hello');
          const call = await collector.span('CLIENT', 'POST');
          equals('a call is the child of its request', [asked.traceId, asked.spanId], [call.traceId, call.parentSpanId]);
          equals('and announces itself', [call.traceId, call.spanId], stepOf(model.requests.find(({ path }) => path.endsWith('completions')).headers.traceparent));
          const [first, last] = [nanos(asked.startTimeUnixNano) - 1_000_000n, nanos(asked.endTimeUnixNano) + 1_000_000n];
          holds('within it', nanos(call.startTimeUnixNano) >= first && nanos(call.endTimeUnixNano) <= last, [asked, call]);
          equals('the run has the same trace', [[asked.traceId]], await server.rows("SELECT trace_id FROM model_runs WHERE alias = 'tutor'"));
        }),
      ),
    );
  },

  async nobody() {
    await Collector.with((collector) =>
      Server.with(collector.settings(), async (server) => {
        const learner = new Learner(server);
        const user = (await learner.post('/v1/session')).user.id;
        const course = await learner.course();
        await learner.post('/v1/signup', { name: 'Ada Lovelace', email: 'ada@example.com', password: 'a long password of hers' });
        await learner.ask({ course_id: course, question: 'What is the momentum of a hippopotamus?' });
        await learner.get('/v1/courses?q=hippopotamus');
        await (await admin(server)).get(`/v1/admin/users/${user}/export`);
        await learner.call('GET', '/v1/lost/Ada%20Lovelace', undefined, { 'user-agent': 'The Browser Of Ada', 'x-forwarded-for': '192.0.2.44' });
        await until(() => collector.spans.some(({ is }) => is['http.response.status_code'] === 404 && !is['http.route']), 'the last request');
        const told = JSON.stringify(collector.raw);
        for (const secret of [user, course, 'Ada', 'ada@', 'password of hers', 'hippopotamus', 'The Browser', '192.0.2.44', learner.cookie.split('=')[1]])
          holds(`nothing of the person: ${secret}`, secret.length > 2 && !told.includes(secret), told);
        holds('although much was told', collector.spans.length > 6, collector.spans.length);
      }),
    );
  },

  async away() {
    const port = await freePort();
    await Server.with({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, OTEL_BSP_SCHEDULE_DELAY: '50' }, async (server) => {
      const learner = new Learner(server);
      await learner.post('/v1/session');
      const statuses = await Promise.all(Array.from({ length: 200 }, () => learner.get('/v1/courses').then(({ status }) => status)));
      equals('without a collector every request is answered', [200], [...new Set(statuses)]);
      const lost = await until(async () => (({ dropped, sent }) => dropped > 0 && { dropped, sent })(await counted(server)), 'drops are counted', 30_000);
      equals('and nothing is sent', 0, lost.sent);
      const desk = await admin(server);
      const part = await health(desk);
      holds('the overview says why', part.condition === 'worse' && part.reason.includes(`dropped`), part);
      const doctor = await server.command('doctor');
      holds('so does the doctor', doctor.out.includes('FAIL traces: the collector: '), doctor.out);
      await Collector.with(async (collector) => {
        await until(async () => (await learner.get('/v1/courses')) && (await counted(server)).sent > 0, 'a collector that is back gets spans', 30_000);
        holds('as they are', (await collector.span('SERVER', 'GET /v1/courses')).traceId.length === 32);
        await until(async () => (await health(desk)).condition === 'ok', 'and the overview says so');
      }, port);
    });
  },

  async busy() {
    let statuses = [503, 429];
    await Fake.with((response) => {
      const status = statuses.shift() ?? 200;
      response.writeHead(status, status === 429 ? { 'Retry-After': '1' } : {}).end('{}');
    }, (collector) =>
      Server.with({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/in`, OTEL_BSP_SCHEDULE_DELAY: '50' }, async (server) => {
        await new Learner(server).post('/v1/session');
        await until(async () => (await counted(server)).sent > 0, 'what a busy collector refused is sent again');
        equals('where it was told to', '/in', collector.requests[0].path);
        equals('the same three times', [collector.requests[0].body, collector.requests[0].body], [collector.requests[1].body, collector.requests[2].body]);
        equals('so nothing was lost', 0, (await counted(server)).dropped);
        statuses = Array(1000).fill(400);
        await new Learner(server).post('/v1/session');
        await until(async () => (await counted(server)).dropped > 0, 'what it will never take is dropped at once', 5000);
      }),
    );
  },

  async ending() {
    await Collector.with(async (collector) => {
      await Server.with(collector.settings({ OTEL_BSP_SCHEDULE_DELAY: '600000' }), async (server) => {
        await new Learner(server).post('/v1/session');
        await pause(300);
        equals('what is gathered has not left', [], collector.spans);
        await server.stop();
        equals('a process that ends well', 0, server.process.exitCode);
      });
      holds('sends it first', collector.of('SERVER', 'POST /v1/session').length === 1, collector.spans);
    });
    await Fake.with(() => {}, (silent) =>
      Server.with({ OTEL_EXPORTER_OTLP_ENDPOINT: silent.url, OTEL_BSP_SCHEDULE_DELAY: '10' }, async (server) => {
        await new Learner(server).post('/v1/session');
        await until(() => silent.requests.length > 0, 'a collector that says nothing');
        const began = Date.now();
        await server.stop();
        holds('does not hold up the end', Date.now() - began < 6000, Date.now() - began);
        equals('of a process that ends well', 0, server.process.exitCode);
      }),
    );
  },

  async choices() {
    await Collector.with((collector) =>
      Server.with(collector.settings({ OTEL_TRACES_SAMPLER_ARG: '0' }), async (server) => {
        const learner = new Learner(server);
        const own = await learner.post('/v1/session');
        holds('what is not chosen says so', own.headers.get('traceparent').endsWith('-00'), own.headers.get('traceparent'));
        await learner.call('GET', '/v1/courses', undefined, { traceparent: `00-${trace}-${caller}-01` });
        await collector.span('SERVER', 'GET /v1/courses');
        await pause(300);
        equals('only what the caller collects is collected', [trace], [...new Set(collector.spans.map(({ traceId }) => traceId))]);
      }),
    );
    await Fake.with(chat, (model) =>
      Server.with({ OPENAI_BASE_URL: `${model.url}/v1`, OT_MODEL_TUTOR: 'openai:local' }, async (server) => {
        const reply = await new Learner(server).post('/v1/hello', { topic: 'tides' });
        const asked = stepOf(reply.headers.get('traceparent'));
        equals('without an endpoint the trace goes along as well', asked[0], stepOf(model.requests.find(({ path }) => path.endsWith('completions')).headers.traceparent)[0]);
        equals('and only the model is called', [], model.requests.filter(({ path }) => path.includes('traces')));
        equals('nothing is counted', { sent: NaN, dropped: NaN }, await counted(server));
        equals('the overview says that none are collected', 'off', (await health(await admin(server))).condition);
        const doctor = await server.command('doctor');
        holds('as the doctor does', doctor.out.includes('note traces: none are collected'), doctor.out);
      }),
    );
    await Server.with({}, async (server) => {
      const wrong = [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'nonsense' }, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_EXPORTER_OTLP_HEADERS: 'secret' }];
      for (server.settings of wrong) {
        const { code, out } = await Promise.race([server.command('serve', '--listen', '127.0.0.1:0'), pause(20_000).then(() => ({ out: 'it runs' }))]);
        holds('settings that do not fit are said at the start', code > 0 && out.includes(Object.keys(server.settings).at(-1)) && !out.includes('secret'), out);
      }
    });
  },
};
const wanted = process.argv.slice(2);
for (const [name, part] of Object.entries(parts)) if (!wanted.length || wanted.includes(name)) await group(`${engine}: ${name}`, part);
finish();
