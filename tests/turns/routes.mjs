// Streams, stops, answers and conversations over HTTP, as a page and its second tab use them.
import { equals, finish, group, holds } from '../support/checks.mjs';
import { eventsOf, Learner, over } from '../support/client.mjs';
import { Server } from '../support/server.mjs';

const unlimited = { OT_LIMITS: 'plan=0,lesson=0,ask=0,session=0,hello=0', OT_LOG_LEVEL: 'error' };
const nobody = '00000000-0000-7000-8000-000000000000';
const of = (events, kind) => events.filter((event) => event.kind === kind);
const raws = (events) => events.map(({ raw }) => raw);

async function lesson(learner) {
  const plan = await learner.post('/v1/plan', { course_id: await learner.course(), minutes: 60 });
  return learner.post('/v1/lesson', { plan_id: plan.id });
}
// The first `count` events of a stream; then the connection is cut.
async function some(learner, path, count, headers = {}) {
  const cut = new AbortController();
  const events = [];
  for await (const event of eventsOf(await learner.call('GET', path, undefined, headers, cut.signal))) {
    events.push(event);
    if (events.length === count) break;
  }
  cut.abort();
  return events;
}
const all = (learner, path, headers) => some(learner, path, Infinity, headers);

async function stopAndContinue(learner, stranger) {
  const { id, stream } = await lesson(learner);
  await some(learner, stream, 3);
  equals('stop: of somebody else', 'not_found', (await stranger.post(`/v1/lesson/${id}/stop`)).error?.code);
  equals('stop: state', 'stopped', (await learner.post(`/v1/lesson/${id}/stop`)).state);
  equals('stop: twice', 'stopped', (await learner.post(`/v1/lesson/${id}/stop`)).state);
  const early = await learner.follow(stream);
  equals('stop: the end', ['stopped', 'asked'], [early.at(-1).kind, early.at(-1).data.reason]);
  equals('stop: nothing more comes', early.at(-1).seq, (await learner.get(`/v1/lesson/${id}`)).last_seq);

  equals('continue: of somebody else', 'not_found', (await stranger.post(`/v1/lesson/${id}/continue`)).error?.code);
  equals('continue: state', 'running', (await learner.post(`/v1/lesson/${id}/continue`)).state);
  const rest = await learner.follow(stream, early.at(-1).seq);
  equals('continue: goes on after the last number', early.at(-1).seq + 1, rest[0].seq);
  const whole = await learner.follow(stream);
  equals('continue: the old end is gone', raws([...early.slice(0, -1), ...rest]), raws(whole));
  equals('continue: each beat once', [...Array(whole[0].data.beats).keys()], of(whole, 'beat').map(({ data }) => data.beat));
  equals('continue: the end', 'done', whole.at(-1).kind);
  equals('continue: of a lesson that is done', 'done', (await learner.post(`/v1/lesson/${id}/continue`)).state);
  equals('continue: of no lesson', 404, (await learner.post(`/v1/lesson/${nobody}/continue`)).status);
}

async function answer(learner, stranger) {
  const { id, stream } = await lesson(learner);
  const check = await firstCheck(learner, stream);
  const post = (body) => learner.post(`/v1/lesson/${id}/answer`, { check_id: check.check_id, answer: '', ...body });

  const miss = await post({ answer: 'certainly wrong' });
  equals('answer: a miss', [1, undefined, undefined], [miss.tries, miss.answer, miss.explanation]);
  holds('answer: a miss is not right', ['not_yet', 'self_grade'].includes(miss.verdict), miss.verdict);
  const hint = await post({ want: 'hint' });
  holds('answer: a hint tells no answer', hint.hint?.text.length > 0 && hint.answer === undefined, hint);
  const shown = await post({ want: 'reveal' });
  equals('answer: revealed', 'revealed', shown.verdict);
  holds('answer: revealed with its reason', shown.answer?.length > 0 && shown.explanation?.length > 0, shown);
  equals('answer: a revealed one stays so', 'revealed', (await post({ answer: shown.answer })).verdict);

  equals('answer: no such check', 404, (await post({ check_id: 'none' })).status);
  equals('answer: somebody else', 404, (await stranger.post(`/v1/lesson/${id}/answer`, { check_id: check.check_id, answer: 'x' })).status);
  equals('answer: not an answer', [400, '/want'], await post({ want: 'money' }).then(({ status, error }) => [status, error?.pointer]));
  equals('answer: without a check', 400, (await learner.post(`/v1/lesson/${id}/answer`, { answer: 'x' })).status);

  const events = await learner.follow(stream);
  const told = of(events, 'answered').filter(({ data }) => data.check_id === check.check_id);
  equals('answer: other tabs follow', true, told.length >= 3);
  equals('answer: they hear the verdict', 'revealed', told.at(-1).data.verdict);
  const mine = (await all(learner, stream))[0].data.answers;
  equals('snapshot: my answers', [[check.check_id, 'revealed']], mine.map(({ check_id, verdict }) => [check_id, verdict]));
  equals('snapshot: not to others', [], (await all(stranger, stream))[0].data.answers);
}
async function firstCheck(learner, stream) {
  for await (const { kind, data } of eventsOf(await learner.call('GET', `${stream}?after=0`))) if (kind === 'check') return data;
  throw new Error('the lesson has no check');
}

async function reconnect(learner) {
  const { stream } = await lesson(learner);
  const begun = await some(learner, `${stream}?after=0`, 4);
  const byHeader = await some(learner, stream, 3, { 'Last-Event-ID': String(begun.at(-1).seq) });
  const byQuery = await all(learner, `${stream}?after=${byHeader.at(-1).seq}`);
  const pieced = [...begun, ...byHeader, ...byQuery];
  const stored = await learner.follow(stream);
  equals('reconnect: nothing lost or twice', raws(stored), raws(pieced));
  equals('reconnect: the header goes before the query', stored[5].raw, (await some(learner, `${stream}?after=0`, 1, { 'Last-Event-ID': '5' }))[0].raw);
  const last = stored.at(-1).seq;
  equals('reconnect: nothing left', 204, (await learner.call('GET', stream, undefined, { 'Last-Event-ID': String(last) })).status);
  equals('reconnect: nothing left by query', 204, (await learner.call('GET', `${stream}?after=${last + 100}`)).status);
  for (const after of ['x', '-1', '1.5', '']) equals(`reconnect: after=${after}`, 400, (await learner.call('GET', `${stream}?after=${after}`)).status);

  const [snapshot, ...tail] = await all(learner, stream);
  equals('fresh: a snapshot without a number', ['snapshot', undefined], [snapshot.kind, snapshot.seq]);
  equals('fresh: it holds all', stored.map(({ seq, kind, data }) => ({ seq, kind, data })), [...snapshot.data.events, ...tail]);
  equals('fresh: no such lesson', 404, (await learner.call('GET', `/v1/lesson/${nobody}/stream`)).status);
}

async function liveSnapshot(learner) {
  const { stream } = await lesson(learner);
  await some(learner, `${stream}?after=0`, 4);
  const [snapshot, ...tail] = await all(learner, stream);
  equals('live: the tail follows the snapshot', snapshot.data.seq + 1, tail[0].seq);
  equals('live: whole', raws(await learner.follow(stream)).length, snapshot.data.events.length + tail.length);
  equals('live: over', true, over(tail));
}

async function echo(learner) {
  const path = '/v1/lesson/test/stream?n=8&gap_ms=20';
  const begun = await some(learner, path, 4);
  equals('echo: a snapshot, then one event after another', 'snapshot', begun[0].kind);
  const rest = await all(learner, path, { 'Last-Event-ID': String(begun.at(-1).seq) });
  const numbers = [...begun[0].data.events, ...begun.slice(1), ...rest].map(({ seq }) => seq);
  equals('echo: goes on where it was cut', [1, 2, 3, 4, 5, 6, 7, 8, 9], numbers);
  equals('echo: data', { i: 8, of: 8 }, of(rest, 'echo').at(-1).data);
  equals('echo: too many', 400, (await learner.call('GET', '/v1/lesson/test/stream?n=100000')).status);
}

async function conversation(learner, stranger) {
  const course_id = await learner.course();
  const first = await learner.ask({ course_id, question: 'What is inertia?' });
  const { conversation_id } = first.events[0].data;
  const second = await learner.ask({ course_id, conversation_id, question: 'Who won the football world cup in 1998?' });
  const kept = await learner.get(`/v1/conversations/${conversation_id}`);
  equals('conversation: its questions', ['What is inertia?', 'Who won the football world cup in 1998?'], kept.turns.map(({ question }) => question));
  equals('conversation: all events', [first, second].map(({ events }) => events.map(({ seq, kind, data }) => ({ seq, kind, data }))), kept.turns.map(({ events }) => events));
  equals('conversation: states', ['done', 'done'], kept.turns.map(({ state }) => state));
  equals('conversation: listed', [[conversation_id, 2]], (await learner.get(`/v1/conversations?course_id=${course_id}`)).conversations.map(({ id, turns }) => [id, turns]));
  equals('conversation: not for others', 404, (await stranger.get(`/v1/conversations/${conversation_id}`)).status);
  equals('conversation: nor to go on with', 404, (await stranger.ask({ course_id, conversation_id, question: 'And then?' })).status);
  equals('conversation: unknown', 404, (await learner.get(`/v1/conversations/${nobody}`)).status);
  equals('conversation: no id', 404, (await learner.get('/v1/conversations/nonsense')).status);
  equals('answer: replayed to its owner', raws(first.events), raws(await learner.follow(`/v1/turns/${first.turn}/stream`)));
  equals('answer: not to others', 404, (await stranger.call('GET', `/v1/turns/${first.turn}/stream`)).status);
  equals('answer: stopped when it is over', 'done', (await learner.post(`/v1/turns/${first.turn}/stop`)).state);
}

// Each time as a new anonymous person: it is the address that counts.
async function sixth(server) {
  const course_id = await new Learner(server).course();
  for (const [path, body] of [['/v1/plan', { course_id }], ['/v1/hello', { topic: 'vectors' }]]) {
    const replies = [];
    for (let i = 0; i < 6; i++) replies.push(await new Learner(server).post(path, body));
    equals(`${path}: six in an hour`, [200, 200, 200, 200, 200, 429], replies.map(({ status }) => status));
    const { error, headers } = replies.at(-1);
    equals(`${path}: why`, 'over_quota', error?.code);
    holds(`${path}: when again`, error?.retry_after_ms > 0 && Math.ceil(error.retry_after_ms / 1000) === Number(headers.get('retry-after')), error);
  }
}

await Server.with({ ...unlimited, OT_LESSON_PACE_MS: '60' }, async (server) => {
  const suites = { stopAndContinue, answer, reconnect, liveSnapshot, echo, conversation };
  for (const [name, run] of Object.entries(suites)) await group(name, () => run(new Learner(server), new Learner(server)));
});
await Server.with({ OT_LOG_LEVEL: 'error' }, (server) => group('the sixth', () => sixth(server)));
finish();
