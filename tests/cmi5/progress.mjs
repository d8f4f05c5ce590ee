// What the LMS concludes: satisfied, abandoned, waived (cmi5, 9.3.6, 9.3.7, 9.3.9, 13.1.4).
import { equals, holds } from '../support/checks.mjs';
import { admin, cmi5, learner, recorded, session, Unit, upload, verbs } from './lib.mjs';
import { au, block, course, pages, zip } from './package.mjs';

const types = (statements) => statements.filter(({ verb }) => verb.id.endsWith('/satisfied')).map(({ object }) => object.definition.type.split('/').at(-1));
const make = async (units, ...names) => upload(await admin(), zip({ 'cmi5.xml': course(units), ...pages(...names) }));

async function moveOn() {
  const words = ['Passed', 'Completed', 'CompletedAndPassed', 'CompletedOrPassed', 'NotApplicable'];
  const made = await make(words.map((word, i) => au(`m${i}`, { moveOn: word })), ...words.map((_, i) => `m${i}`));
  // verbs said, units that are satisfied then
  for (const [said, met] of [[[], [4]], [['completed'], [1, 3, 4]], [['passed'], [0, 3, 4]], [['completed', 'passed'], [0, 1, 2, 3, 4]], [['failed'], [4]]]) {
    const who = await learner();
    for (const i of words.keys()) {
      const unit = await Unit.begin(who, made.id, `au-${i + 1}`);
      for (const verb of said) await unit.say(verb);
      await unit.say('terminated');
    }
    const { units, satisfied } = await who.get(`/v1/cmi5/courses/${made.id}`);
    equals(`moveOn after ${said.join(' and ') || 'nothing'}`, met, units.flatMap((unit, i) => (unit.satisfied ? [i] : [])));
    equals('the course', met.length === 5, satisfied);
  }
}

async function blocks() {
  const made = await make([block('outer', [au('a', { moveOn: 'Passed' }), block('inner', [au('b', { moveOn: 'Completed' })])]), au('c')], 'a', 'b', 'c');
  const who = await learner();
  const b = await Unit.begin(who, made.id, 'au-2');
  await b.say('completed');
  await b.say('terminated');
  const { registration } = b.launched;
  const inner = (await recorded(registration, 5)).filter(({ verb }) => verb.id.endsWith('/satisfied'));
  equals('the inner block, by our id and with the publisher\'s', [1, `${made.id}/block-2`, 'https://publisher.example/block/inner', b.launched.session_id],
    [inner.length, inner[0].object.id.split('/').slice(-2).join('/'), inner[0].context.contextActivities.grouping[0].id, session(inner[0])]);
  const a = await Unit.begin(who, made.id, 'au-1');
  await a.say('passed');
  equals('then the outer one and the course', ['block', 'block', 'course'], types(await recorded(registration, 10)));
  await a.say('completed');
  await a.say('terminated');
  const c = await Unit.begin(who, made.id, 'au-3');
  await c.say('completed');
  await c.say('terminated');
  await new Promise((done) => setTimeout(done, 700));
  equals('each once', ['block', 'block', 'course'], types(await recorded(registration)));

  const free = await make([au('x'), block('easy', [au('y')])], 'x', 'y');
  const launch = await Unit.launch(await learner(), free.id, 'au-1');
  const all = await recorded(launch.launched.registration, 3);
  equals('what nothing is asked for is satisfied with the registration (9.6.1)', ['block', 'course'], types(all));
  const outside = all.filter(({ verb }) => verb.id.endsWith('/satisfied')).map(session);
  holds('in a session of its own', outside[0] === outside[1] && outside[0] !== launch.launched.session_id, outside);
}

async function abandoned() {
  const made = await make([au('a', { moveOn: 'Completed' }), au('b', { moveOn: 'Completed' })], 'a', 'b');
  const who = await learner();
  const first = await Unit.begin(who, made.id, 'au-1');
  await new Promise((done) => setTimeout(done, 300));
  await first.say('experienced', { defined: false });
  const second = await Unit.begin(who, made.id, 'au-2');
  const refused = await first.say('completed');
  holds('nothing is recorded in an abandoned session (9.3.6)', refused.status === 403 && refused.error.message.includes('9.3.6'), refused);
  await second.say('terminated');
  const third = await Unit.begin(who, made.id, 'au-1');
  const told = (await recorded(first.launched.registration, 8)).filter(({ verb }) => verb.id.endsWith('/abandoned'));
  equals('a session that was terminated is not abandoned', [first.launched.session_id], told.map(session));
  const seconds = Number(/^PT([\d.]+)S$/.exec(told[0].result.duration)?.[1]);
  holds('the duration reaches to the last statement (9.5.4.2)', seconds >= 0.3 && seconds < 10, told[0].result);
  equals('its object is the unit', `${made.id}/au-1`, told[0].object.id.split('/').slice(-2).join('/'));
  await new Promise((done) => setTimeout(done, 5_200));
  equals('its credentials reach nothing any more', 403, (await first.xapi('GET', 'activities/state', first.state('LMS.LaunchData'))).status);
  equals('those of the open one do', 200, (await third.xapi('GET', 'activities/state', third.state('LMS.LaunchData'))).status);
}

async function waived() {
  const made = await make([block('b', [au('a', { moveOn: 'Passed' })]), au('c', { moveOn: 'Passed' })], 'a', 'c');
  const boss = await admin(), who = await learner();
  const path = `/v1/cmi5/courses/${made.id}/waive`, wish = { unit: 'au-1', user_id: who.id, reason: 'Tested Out' };
  equals('a learner waives nothing', 401, (await who.call('POST', path, wish)).status);
  equals('a reason of one\'s own', 400, (await boss.call('POST', path, { ...wish, reason: 'Nice person' })).status);
  equals('waived', 204, (await boss.call('POST', path, wish)).status);
  equals('once (9.3.7)', 409, (await boss.call('POST', path, wish)).status);
  const state = await who.get(`/v1/cmi5/courses/${made.id}`);
  equals('the unit and its block are satisfied, the course is not', [[true, true, false], ['waived'], false], [state.units.map(({ satisfied }) => satisfied), state.units[1].said, state.satisfied]);
  const [statement, block_] = await recorded(state.registration, 2);
  equals('the statement', ['waived', { success: true, completion: true }, 'Tested Out', 2],
    [verbs([statement])[0], { success: statement.result.success, completion: statement.result.completion }, statement.result.extensions['https://w3id.org/xapi/cmi5/result/extensions/reason'], statement.context.contextActivities.category.length]);
  equals('satisfied has its session id', session(statement), session(block_));
  const unit = await Unit.begin(who, made.id, 'au-1');
  const seen = (await (await unit.xapi('GET', 'statements', { verb: 'https://w3id.org/xapi/adl/verbs/waived' })).json()).statements;
  equals('the unit can read why (9.5.5.2)', 1, seen.length);
  holds('categories are ours', statement.context.contextActivities.category.every(({ id }) => id.startsWith(cmi5)));
}

export async function progress() {
  await moveOn();
  await blocks();
  await abandoned();
  await waived();
}
