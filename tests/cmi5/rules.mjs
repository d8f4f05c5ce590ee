// The rules of a session, each broken once: 403, the clause, and nothing stored (cmi5, 7 and 9).
import { equals, holds } from '../support/checks.mjs';
import { admin, cmi5, learner, profile, recorded, Unit, upload, uuid, verbs } from './lib.mjs';
import { au, course, pages, zip } from './package.mjs';

const duration = 'PT1S';
const scored = (scaled, more = {}) => ({ success: true, duration, score: { scaled, ...more } });
const drop = (path) => (statement) => {
  const parts = path.split('.'), last = parts.pop();
  delete parts.reduce((at, part) => at[part], statement)[last];
};
const without = (id) => (statement) => (statement.context.contextActivities.category = statement.context.contextActivities.category.filter((one) => one.id !== `${cmi5}categories/${id}`));
const later = (ms) => (statement) => (statement.timestamp = new Date(Date.now() + ms).toISOString());

// what is wrong, clause, verb, options; into a fresh session that is initialized
const rows = [
  ['another actor', '9.2', 'completed', { change: (one) => (one.actor.account.name = uuid()) }],
  ['an actor without account', '9.2', 'completed', { change: (one) => (one.actor = { mbox: 'mailto:a@example.com' }) }],
  ['no registration', '9.6.1', 'completed', { change: drop('context.registration') }],
  ['another registration', '9.6.1', 'completed', { change: (one) => (one.context.registration = uuid()) }],
  ['no session id', '9.6.3.1', 'completed', { change: drop('context.extensions') }],
  ['another session id, in an allowed statement', '9.6.3.1', 'experienced', { defined: false, change: (one) => (one.context.extensions[`${cmi5}extensions/sessionid`] = 'x') }],
  ['no publisher id', '9.6.2.3', 'completed', { change: drop('context.contextActivities.grouping') }],
  ['no timestamp', '9.7', 'completed', { change: drop('timestamp') }],
  ['a time that is not in UTC', '9.7', 'completed', { change: (one) => (one.timestamp = '2031-01-01T00:00:00+02:00') }],
  ['a time before initialized', '9.3.2', 'completed', { change: later(-60_000) }],
  ['initialized twice', '9.3', 'initialized'],
  ['another object', '9.4', 'completed', { change: (one) => (one.object = { id: 'https://publisher.example/au/a' }) }],
  ['a verb that cmi5 does not define', '7.1.3', 'experienced'],
  ['launched by a unit', '9.3', 'launched'],
  ['satisfied by a unit', '9.3', `${profile}satisfied`],
  ['waived by a unit', '9.3', `${profile}waived`, { result: { success: true, completion: true } }],
  ['completed without completion', '9.5.3', 'completed', { result: { duration } }],
  ['completed with success', '9.5.2', 'completed', { result: { completion: true, success: true, duration } }],
  ['completed with a score', '9.5.1', 'completed', { result: { completion: true, duration, score: { scaled: 1 } } }],
  ['completed without a duration', '9.5.4.1', 'completed', { result: { completion: true } }],
  ['completed without the category moveon', '9.6.2.2', 'completed', { change: without('moveon') }],
  ['passed without success', '9.5.2', 'passed', { result: { duration } }],
  ['passed that says false', '9.5.2', 'passed', { result: { success: false, duration } }],
  ['passed with completion', '9.5.3', 'passed', { result: { success: true, completion: true, duration } }],
  ['passed below the mastery score', '9.3.4', 'passed', { result: scored(0.5) }],
  ['failed from the mastery score on', '9.3.5', 'failed', { result: { ...scored(0.9), success: false } }],
  ['a score without its mastery score', '9.6.3.2', 'passed', { result: scored(0.9), change: (one) => delete one.context.extensions[`${cmi5}extensions/masteryscore`] }],
  ['a score with another mastery score', '9.6.3.2', 'passed', { result: scored(0.9), change: (one) => (one.context.extensions[`${cmi5}extensions/masteryscore`] = 0.1) }],
  ['a negative score', '9.5.1', 'failed', { result: { ...scored(-0.5), success: false } }],
  ['raw without min and max', '9.5.1', 'passed', { result: scored(0.9, { raw: 9 }) }],
  ['terminated without a duration', '9.5.4.1', 'terminated', { result: {} }],
  ['moveon in an allowed statement', '9.6.2.2', 'answered', { defined: false, result: { success: true } }],
];

async function inOrder(made) {
  const who = await learner();
  const unit = await Unit.launch(who, made.id, 'au-1');
  await unit.enter();
  for (const [verb, defined] of [['completed', true], ['terminated', true], ['experienced', false]])
    holds(`${verb} before initialized`, (await unit.say(verb, { defined })).error?.message.includes('9.3.2'));
  const steps = ['initialized', 'completed', 'passed', 'terminated'];
  const statements = steps.map((verb) => unit.statement(verb, verb === 'passed' ? { result: scored(0.75, { raw: 3, min: 0, max: 4 }) } : {}));
  for (const one of statements.slice(0, 3)) equals(one.verb.id, 200, (await unit.send(one)).status);
  equals('what was sent before comes again', 200, (await unit.send(statements[1])).status);
  equals('by PUT too', 204, (await unit.xapi('PUT', 'statements', { statementId: statements[1].id }, statements[1])).status);
  equals('another under its id', 409, (await unit.send({ ...statements[1], result: { ...statements[1].result, response: 'x' } })).status);
  holds('failed after passed (9.3)', (await unit.say('failed')).status === 403);
  equals('an allowed statement between', 200, (await unit.say('https://verbs.example/watched', { defined: false })).status);
  statements[3].timestamp = new Date().toISOString();
  equals('terminated', 200, (await unit.send(statements[3])).status);
  const late = unit.statement('experienced', { defined: false, change: (one) => (one.timestamp = statements[3].timestamp) });
  equals('what happened before and was overtaken (9.3.8)', 200, (await unit.send(late)).status);
  for (const [verb, defined] of [['experienced', false], ['initialized', true], ['completed', true]])
    holds(`${verb} after terminated`, (await unit.say(verb, { defined, change: later(1000) })).status === 403);

  const again = await Unit.begin(who, made.id, 'au-1');
  for (const [verb, clause] of [['completed', '9.3.3'], ['passed', '9.3.4'], ['failed', '9.3.5']]) {
    const refused = await again.say(verb);
    holds(`${verb} again in the registration (${clause})`, refused.status === 403 && refused.error.message.includes(clause), refused);
  }
  await again.say('terminated');
  equals('what is there is what was let in', ['launched', ...steps.slice(0, 3), 'watched', 'terminated', 'experienced', 'launched', 'initialized', 'terminated'].sort(),
    verbs(await recorded(unit.launched.registration)).filter((verb) => verb !== 'satisfied').sort());
}

async function batches(made) {
  const unit = await Unit.launch(await learner(), made.id, 'au-1');
  await unit.enter();
  const at = Date.now();
  const sequence = ['terminated', 'completed', 'initialized'].map((verb, i) => unit.statement(verb, { change: (one) => (one.timestamp = new Date(at - i * 1000).toISOString()) }));
  equals('a batch is judged by its times (9.3)', 200, (await unit.send(sequence)).status);
  const other = await Unit.launch(await learner(), made.id, 'au-1');
  await other.enter();
  const both = [other.statement('initialized'), other.statement('completed', { change: drop('context.registration') })];
  equals('a batch with one that does not fit', 403, (await other.send(both)).status);
  equals('leaves nothing', ['launched'], verbs(await recorded(other.launched.registration)));
  equals('and does not count', 200, (await other.send(both[0])).status);
  const race = await Promise.all(Array.from({ length: 8 }, () => other.say('completed')));
  equals('of eight at once one is completed', [200, ...Array(7).fill(403)], race.map(({ status }) => status).sort());
}

async function modes(made) {
  for (const mode of ['Browse', 'Review']) {
    const unit = await Unit.begin(await learner(), made.id, 'au-1', { mode });
    holds(`${mode}: completed (10)`, (await unit.say('completed')).error?.message.includes('10.0'));
    equals(`${mode}: allowed statements`, 200, (await unit.say('experienced', { defined: false })).status);
    equals(`${mode}: terminated`, 200, (await unit.say('terminated')).status);
  }
}

export async function rules() {
  const made = await upload(await admin(), zip({ 'cmi5.xml': course([au('a', { moveOn: 'CompletedAndPassed', masteryScore: '0.75' })]), ...pages('a') }));
  const who = await learner();
  const unit = await Unit.begin(who, made.id, 'au-1');
  for (const [what, clause, verb, options] of rows) {
    const refused = await unit.say(verb, options);
    holds(`${what} (${clause})`, refused.status === 403 && refused.error.message.includes(`(cmi5, ${clause})`), refused);
  }
  equals('nothing of it is stored', ['launched', 'initialized'], verbs(await recorded(unit.launched.registration)));
  await inOrder(made);
  await batches(made);
  await modes(made);
}
