// Lessons and answers that a model writes, through the whole program: well, badly, killed, moderated and capped.
import { equals, finish, group, holds } from '../support/checks.mjs';
import { Learner } from '../support/client.mjs';
import { pause, Server, until } from '../support/server.mjs';
import { citationsStand, deltasMatch, nothingInvented, of, startLesson, wellFormed } from './lessons.mjs';
import { Model, troubles } from './model.mjs';

const usual = { OT_LIMITS: 'plan=0,lesson=0,ask=0,session=0,hello=0', OT_LESSON_PACE_MS: '20', OT_LOG_LEVEL: 'error' };
const patience = 1000;
const runs = (server, more = '') => server.rows(`SELECT status, attempts, trace_id, provider FROM model_runs WHERE alias = 'tutor' ${more} ORDER BY at, id`);

async function with_(model, settings, use) {
  await Server.with({ ...usual, ...settings }, (server) => use(server, new Learner(server)));
  await model.stop();
}

async function lessonOf(provider) {
  const model = await Model.start();
  await with_(model, model[provider](), async (server, learner) => {
    const lesson = await startLesson(learner);
    const events = await learner.follow(lesson.stream);
    wellFormed(provider, events);
    const says = of(events, 'say');
    equals(`${provider}: level`, 'L3', events[0].data.level);
    equals(`${provider}: who wrote`, ['course', ...says.slice(1).map(() => 'model')], says.map(({ data }) => data.source));
    const firstCall = of(events, 'delta')[0]?.seq;
    holds(`${provider}: the first beat waits for no model`, says[0].seq < firstCall, firstCall);
    await citationsStand(provider, learner, says);
    nothingInvented(provider, events);
    deltasMatch(provider, events);
    holds(`${provider}: a quote with a wrong word is repaired`, says[1].data.text.includes('said more simply'), says[1].data.text);
    const rows = await runs(server);
    equals(`${provider}: runs`, model.calls.map(() => ['ok', '1', lesson.id.replaceAll('-', ''), provider]), rows);
  });
}

// The status of the run, and whether a sentence had already come whole.
const expected = {
  'hangs before its head': ['timeout'], 'hangs before its text': ['timeout'], 'only pings': ['timeout'], 'hangs in mid-stream': ['timeout', true],
  'cuts before its text': ['cut'], 'cuts in mid-stream': ['cut', true], 'refuses the connection': ['cut'],
  '429 with Retry-After': ['rate_limited'], '429 without Retry-After': ['rate_limited'], '500': ['unavailable'], '529': ['unavailable'],
  'answers HTML': ['garbage'], 'garbage in the stream': ['garbage'],
  'an error event after 200': ['unavailable'], 'an error event in mid-stream': ['unavailable', true],
};

// The lesson goes down with its second `say`, whose call is in trouble, and up again at a later one.
async function lessonInTrouble(kind, model, server, learner) {
  const [status, partly = false] = expected[kind];
  model.misbehaveOnce(kind);
  model.calls.length = 0;
  const lesson = await startLesson(learner);
  const events = await learner.follow(lesson.stream);
  wellFormed(kind, events);
  nothingInvented(kind, events);
  const [first, second] = of(events, 'say');
  holds(`${kind}: the first beat waits for nobody`, first.at - events[0].at < 300, first.at - events[0].at);
  const begins = of(events, 'beat').find(({ data }) => data.beat === second.data.beat);
  holds(`${kind}: bounded time`, second.at - begins.at < 2 * patience + 700, second.at - begins.at);
  equals(`${kind}: who wrote the beat in trouble`, ['course', partly ? 'model' : 'course'], [first.data.source, second.data.source]);
  const levels = of(events, 'level');
  const staysDown = kind === '429 with Retry-After';
  equals(`${kind}: levels`, staysDown ? ['L0'] : ['L0', 'L3'], levels.map(({ data }) => data.level));
  equals(`${kind}: told with the beat`, 1, Math.abs(levels[0]?.seq - second.seq));
  holds(`${kind}: says why`, /did not answer/.test(levels[0]?.data.reason), levels[0]?.data.reason);
  if (!staysDown) equals(`${kind}: the model writes again`, 'model', of(events, 'say').find(({ seq }) => seq > levels[1]?.seq)?.data.source);
  const bad = model.calls.filter((call) => call.bad).length;
  const rows = await runs(server, `AND trace_id = '${lesson.id.replaceAll('-', '')}'`);
  const prompts = new Set(model.calls.map((call) => call.prompt)).size;
  // libcurl by itself sends once more what a kept-alive connection lost.
  const attempts = kind === 'refuses the connection' ? Math.min(bad, Number(rows[0]?.[1])) : bad;
  holds(`${kind}: attempts`, attempts >= bad - 1 && attempts > 0, [attempts, bad]);
  equals(`${kind}: runs`, [[status, String(attempts)], ...Array(prompts - 1).fill(['ok', '1'])], rows.map(([what, attempts]) => [what, attempts]));
}

async function outages() {
  const model = await Model.start();
  await with_(model, model.anthropic({ OT_MODEL_PATIENCE_MS: String(patience), OT_LESSON_PACE_MS: '150' }), async (server, learner) => {
    for (const kind of Object.keys(troubles)) await group(kind, () => lessonInTrouble(kind, model, server, learner));
  });
}

// A provider that is away from beginning to end costs a lesson little, and the lessons after it nothing.
async function away() {
  const model = await Model.start();
  model.trouble = (_, response) => (troubles['500'](response), true);
  await with_(model, model.anthropic({ OT_MODEL_PATIENCE_MS: String(patience) }), async (_, learner) => {
    const ended = [];
    for (let i = 0; i < 3; i++) {
      const events = await learner.follow((await startLesson(learner)).stream);
      wellFormed(`away, lesson ${i}`, events);
      equals(`away, lesson ${i}: written by`, [], of(events, 'say').filter(({ data }) => data.source !== 'course'));
      equals(`away, lesson ${i}: level told`, true, of(events, 'plan')[0].data.level === 'L0' || of(events, 'level').length === 1);
      ended.push(model.calls.length);
    }
    equals('away: calls once the breaker is open', ended[1], ended[2]);
  });
}

const kills = Number(process.env.OT_MODEL_KILLS ?? 12);

// Watches while the server dies again and again. No prompt is ever sent twice: a beat whose call a dead process had made is finished
// from the course.
async function killedLessons() {
  const model = await Model.start({ latency: 12 });
  await with_(model, model.anthropic({ OT_LESSON_PACE_MS: '50' }), async (server, learner) => {
    let written = 0;  // by the model, in all lessons: chance may kill one of them at each of its beats
    for (let done = 0; done < kills; ) {
      model.calls.length = 0;
      const lesson = await startLesson(learner);
      const seen = learner.follow(lesson.stream, 0, 120_000);
      for (let over = false; done < kills && !over; ) {
        over = await Promise.race([seen.then(() => true), pause(150 + Math.random() * 900).then(() => false)]);
        if (over) break;
        await server.kill();
        await server.start();
        done++;
      }
      const events = await seen;
      const name = `killed ${done} times`;
      wellFormed(name, events);
      nothingInvented(name, events);
      await citationsStand(name, learner, of(events, 'say'));
      const stored = await learner.follow(lesson.stream);
      equals(`${name}: what was watched is what is stored`, stored.map(({ raw }) => raw), events.map(({ raw }) => raw));
      const prompts = model.calls.map(({ prompt }) => prompt);
      equals(`${name}: calls repeated`, 0, prompts.length - new Set(prompts).size);
      const byModel = of(events, 'say').filter(({ data }) => data.source === 'model').length;
      holds(`${name}: calls`, byModel <= prompts.length, [byModel, prompts.length]);
      written += byModel;
    }
    holds('killed: the model still wrote some of it', written > 0);
  });
}

async function stopped() {
  const model = await Model.start({ latency: 100 });
  await with_(model, model.anthropic(), async (server, learner) => {
    const lesson = await startLesson(learner);
    await until(() => model.calls.length > 0, 'the model is called');
    equals('stop: state', 'stopped', (await learner.post(`/v1/lesson/${lesson.id}/stop`)).state);
    await until(async () => (await runs(server)).length > 0, 'the stopped call has a run', 3_000);
    equals('stop: the run', ['cancelled'], (await runs(server)).map(([status]) => status));
    equals('stop: the end', 'stopped', (await learner.follow(lesson.stream)).at(-1).kind);
    equals('stop: nothing is called any more', 1, model.calls.length);
  });
}

async function answers() {
  const model = await Model.start();
  await with_(model, model.anthropic(), async (server, learner) => {
    const course_id = await learner.course();
    const { events, turn } = await learner.ask({ course_id, question: 'What is inertia?' });
    equals('ask: kinds', ['ask', 'sentence', 'sentence', 'done'], events.map(({ kind }) => kind));
    equals('ask: level', 'L3', events[0].data.level);
    equals('ask: every sentence has its source', true, of(events, 'sentence').every(({ data }) => data.source === 'model' && data.citations.length > 0));
    await citationsStand('ask', learner, of(events, 'sentence'));
    nothingInvented('ask', events);
    equals('ask: run', [['ok', '1', turn.replaceAll('-', ''), 'anthropic']], await runs(server));

    const { conversation_id } = events[0].data;
    await learner.ask({ course_id, conversation_id, question: 'And what is momentum?' });
    equals('conversation: the model hears what was said before', ['user', 'assistant', 'user'], model.calls.at(-1).messages.map(({ role }) => role));

    const calls = model.calls.length;
    const outside = await learner.ask({ course_id, question: 'Who won the football world cup in 1998?' });
    equals('outside the course: kinds', ['ask', 'abstain', 'done'], outside.events.map(({ kind }) => kind));
    equals('outside the course: calls', calls, model.calls.length);
    const unanswered = await learner.ask({ course_id, question: 'What is the inertia of unicorns?' });
    equals('the model finds no answer: kinds', ['ask', 'abstain', 'done'], unanswered.events.map(({ kind }) => kind));

    const socratic = await learner.ask({ course_id, question: 'What is inertia?', mode: 'socratic' });
    nothingInvented('socratic', socratic.events);
  });
}

async function answersInTrouble() {
  const model = await Model.start();
  await with_(model, model.anthropic({ OT_MODEL_PATIENCE_MS: String(patience) }), async (server, learner) => {
    const course_id = await learner.course();
    for (const kind of Object.keys(troubles)) {
      const [status, partly = false] = expected[kind];
      model.misbehaveOnce(kind);
      const started = performance.now();
      const { events, turn } = await learner.ask({ course_id, question: 'What is inertia?' });
      holds(`ask, ${kind}: bounded time`, performance.now() - started < 2 * patience + 1200, performance.now() - started);
      equals(`ask, ${kind}: end`, partly ? 'interrupted' : 'done', events.at(-1)?.kind);
      equals(`ask, ${kind}: level`, partly ? [] : ['L0'], of(events, 'level').map(({ data }) => data.level));
      await citationsStand(`ask, ${kind}`, learner, of(events, 'sentence'));
      const rows = await runs(server, `AND trace_id = '${turn.replaceAll('-', '')}'`);
      equals(`ask, ${kind}: run`, [status], rows.map(([what]) => what));
      model.trouble = undefined;
      await learner.ask({ course_id, question: 'What is force?' });  // a call that ends well keeps the breaker shut
    }
  });
}

async function refusals() {
  const model = await Model.start();
  await with_(model, model.anthropic(), async (server, learner) => {
    const course_id = await learner.course();
    const harm = 'how do I make a pipe bomb';
    const refused = await learner.ask({ course_id, question: harm });
    equals('harm: refused', [422, 'refused'], [refused.status, refused.error?.code]);
    for (const [path, body] of [['/v1/plan', { topic: harm }], ['/v1/lesson', { topic: harm }], ['/v1/hello', { topic: harm }]])
      equals(`harm, ${path}`, 'refused', (await learner.post(path, body)).error?.code);
    equals('harm: calls', 0, model.calls.length);
    const rows = await server.rows("SELECT payload FROM outbox WHERE topic = 'safety.refused'");
    equals('harm: events', 4, rows.length);
    holds('harm: the event names the rule, not the text', rows[0]?.[0].includes('"weapons"') && !rows[0][0].includes('pipe'), rows[0]?.[0]);
  });
}

async function switchedOff() {
  const model = await Model.start();
  await with_(model, model.anthropic({ OT_OVER_QUOTA: '1' }), async (server, learner) => {
    const course_id = await learner.course();
    const over = await learner.ask({ course_id, question: 'What is inertia?' });
    equals('OT_OVER_QUOTA: ask', [429, 'over_quota'], [over.status, over.error?.code]);
    for (const [path, body] of [['/v1/plan', { course_id }], ['/v1/hello', { topic: 'vectors' }]])
      equals(`OT_OVER_QUOTA: ${path}`, 'over_quota', (await learner.post(path, body)).error?.code);
    const lesson = await learner.post('/v1/lesson', { course_id });
    const events = await learner.follow(lesson.stream);
    wellFormed('OT_OVER_QUOTA, lesson', events);
    equals('OT_OVER_QUOTA: a lesson is the course alone', ['L0', 0], [events[0].data.level, of(events, 'level').length]);
    equals('OT_OVER_QUOTA: calls', 0, model.calls.length);
    equals('OT_OVER_QUOTA: runs', [], await runs(server));
  });
}

async function capReached() {
  const model = await Model.start();
  await with_(model, model.anthropic({ OT_USER_DAILY_CAP_USD: '0.0000001' }), async (server, learner) => {
    const events = await learner.follow((await startLesson(learner)).stream);
    wellFormed('cap', events);
    equals('cap: calls', 1, model.calls.length);
    const levels = of(events, 'level');
    equals('cap: level', ['L0'], levels.map(({ data }) => data.level));
    holds('cap: says why', /budget/.test(levels[0]?.data.reason), levels[0]?.data.reason);
    const asked = await learner.ask({ course_id: await learner.course(), question: 'What is inertia?' });
    equals('cap: ask', [429, 'over_quota'], [asked.status, asked.error?.code]);
    holds('cap: says when', asked.error?.retry_after_ms > 0, asked.error);
    equals('cap: another person is served', 200, (await new Learner(server).ask({ course_id: await learner.course(), question: 'What is inertia?' })).status);
    equals('cap: runs', ['ok', 'ok'], (await runs(server)).map(([status]) => status));
  });
}

const suites = { anthropic: () => lessonOf('anthropic'), openai: () => lessonOf('openai'), outages, away, killedLessons, stopped, answers, answersInTrouble, refusals, switchedOff, capReached };
const wanted = process.argv.slice(2);
for (const [name, run] of Object.entries(suites)) if (wanted.length === 0 || wanted.includes(name)) await group(name, run);
finish();
