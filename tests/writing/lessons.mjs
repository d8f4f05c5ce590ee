// What every lesson and answer of a model must hold.
import { equals, holds } from '../support/checks.mjs';
import { invented } from './model.mjs';

const whole = ['say', 'show', 'formula', 'figure', 'check', 'pause'];
export const of = (events, kind) => events.filter((event) => event.kind === kind);
const codePoints = (text, start, end) => [...text].slice(start, end).join('');

export async function startLesson(learner, minutes = 60) {
  const plan = await learner.post('/v1/plan', { course_id: await learner.course(), minutes });
  return learner.post('/v1/lesson', { plan_id: plan.id });
}

// Every citation opens and holds exactly what it says.
export async function citationsStand(name, learner, events) {
  let seen = 0;
  const wrong = [];
  for (const { data } of events)
    for (const { passage_id, start, end, quote } of data.citations ?? []) {
      seen++;
      const { text } = await learner.get(`/v1/passages/${passage_id}`);
      if (!text || codePoints(text, start, end) !== quote || quote === '') wrong.push(quote);
    }
  holds(`${name}: citations were sent`, seen > 0);
  equals(`${name}: citations stand in the course`, [], wrong);
}

// Numbers without a gap, each beat once and in order, one end.
export function wellFormed(name, events, ending = 'done') {
  equals(`${name}: numbers`, events.map((_, i) => i + 1), events.map(({ seq }) => seq));
  const beats = of(events, 'plan')[0]?.data.beats;
  equals(`${name}: beats begun`, [...Array(beats).keys()], of(events, 'beat').map(({ data }) => data.beat));
  equals(`${name}: beats whole`, [...Array(beats).keys()], events.filter(({ kind }) => whole.includes(kind)).map(({ data }) => data.beat));
  equals(`${name}: ends`, [ending], events.filter(({ kind }) => ['done', 'stopped', 'failed', 'interrupted'].includes(kind)).map(({ kind }) => kind));
}

// Nothing that a model made up has left the server, not even as a delta.
export function nothingInvented(name, events) {
  // Ids are made by chance, and may have these digits in them.
  const sent = events.map(({ raw }) => raw.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '')).join('\n');
  equals(`${name}: inventions sent`, [], [invented, '4711', 'elephants'].filter((words) => sent.includes(words)));
}

// Deltas of a beat are what its whole text says, without the marks of its citations.
export function deltasMatch(name, events) {
  const wrong = [];
  for (const { data } of of(events, 'say').filter(({ data }) => data.source === 'model')) {
    const shown = of(events, 'delta').filter((delta) => delta.data.beat === data.beat).map((delta) => delta.data.text).join('');
    if (shown !== data.text.replace(/ \[\d+\]/g, '')) wrong.push([shown, data.text]);
  }
  equals(`${name}: deltas`, [], wrong);
}
