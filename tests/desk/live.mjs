import { equals, holds } from '../support/checks.mjs';
import { Learner } from '../support/client.mjs';
import { until } from '../support/server.mjs';
import { home, say, withDesk } from './lib.mjs';

// Events as a browser gets them, until `enough` of them say so.
async function watch(desk, enough, after = undefined, ms = 8_000) {
  const stop = AbortSignal.timeout(ms);
  const events = [];
  try {
    const reply = await desk.call('GET', '/v1/admin/events', undefined, after ? { 'last-event-id': after } : {}, stop);
    let rest = '';
    for await (const piece of reply.body.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + piece).split('\n\n');
      rest = blocks.pop();
      for (const block of blocks.filter((one) => one.includes('event: '))) {
        const field = (name) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
        events.push({ id: field('id'), kind: field('event'), data: JSON.parse(field('data')) });
      }
      if (enough(events)) return events;
    }
  } catch (error) {
    if (!stop.aborted) throw error;
  }
  return events;
}
const has = (kind, what) => (events) => events.some((event) => event.kind === kind && (what === undefined || event.data.what === what));

export const live_events = () =>
  withDesk({}, async (server, desk) => {
    const id = await say(server);
    const first = await watch(desk, (events) => has('statement')(events) && has('act', 'admin.sign_in')(events));
    equals('a statement, by its id', id, first.find(({ kind }) => kind === 'statement')?.data.id);
    holds('the sign-in', has('act', 'admin.sign_in')(first), first);
    holds('in the order of time', first.every(({ data }, i) => i === 0 || data.at >= first[i - 1].data.at), first);
    holds('no personal word', !JSON.stringify(first).includes('ann'), first);

    const watching = watch(desk, (events) => events.filter(({ kind }) => kind === 'statement').length === 2, first.at(-1).id);
    const later = [await say(server), await say(server)];
    await desk.post('/v1/admin/schedules/bus.forget_old/run');
    const second = await watching;
    equals('from the last one on, nothing twice and nothing left out', later, second.filter(({ kind }) => kind === 'statement').map(({ data }) => data.id));
    holds('nothing from before', second.every((event) => !first.some((before) => before.id === event.id)), second);
    holds('a job that is done', has('job.done', 'bus.forget_old')(await watch(desk, has('job.done', 'bus.forget_old'), first.at(-1).id)), 'none');

    const turn = (name, began, ended) => server.rows(`INSERT INTO turns (org, id, user_id, kind, state, title, course_id, subject, holder, epoch, lease_until, stalls, seq, deltas, created_at, ended_at)
      VALUES ('${home}', '${name}', 'u', 'lesson', 'done', 'T', 'c', '{}', '', 1, 0, 0, 1, 0, ${began}, ${ended ?? 'NULL'})`);
    const now = Date.now() * 1000;
    await turn('0-long', now - 9e6, now);
    for (let i = 100; i < 201; i++) await turn(`1-${i}`, now - 8e6);
    const ends = await watch(desk, has('turn.done'));
    equals('the end of a lesson that many others began after', ['0-long'], ends.filter(({ kind }) => kind === 'turn.done').map(({ data }) => data.id));
    equals('strangers do not look', 401, (await new Learner(server).get('/v1/admin/events')).status);
  });

// Each is kept: a reply that nobody holds any more is cancelled by the runtime.
export const seats = () =>
  withDesk({}, async (server, desk) => {
    const open = async () => {
      const stop = new AbortController();
      return { stop, reply: await desk.call('GET', '/v1/admin/events', undefined, {}, AbortSignal.any([stop.signal, AbortSignal.timeout(20_000)])) };
    };
    const seated = await Promise.all(Array.from({ length: 16 }, open));
    holds('sixteen may look', seated.every(({ reply }) => reply.status === 200), seated.map(({ reply }) => reply.status));
    const { reply, stop } = await open();
    equals('the seventeenth is told to come back', 503, reply.status);
    stop.abort();
    seated.forEach((one) => one.stop.abort());
    await until(async () => {
      const again = await open();
      again.stop.abort();
      return again.reply.status === 200;
    }, 'a seat that was left is free');
  });
