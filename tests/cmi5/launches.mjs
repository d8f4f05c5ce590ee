// Launch, fetch token and documents (cmi5, 8, 10, 11), and what a unit's credentials reach.
import { equals, holds } from '../support/checks.mjs';
import { admin, base, cmi5, learner, recorded, session, Unit, upload, uuid, verbs } from './lib.mjs';
import { au, course, pages, zip } from './package.mjs';

async function launching(made) {
  const who = await learner();
  const unit = await Unit.launch(who, made.id, 'au-1', { return_path: '/ui/done?x=1' });
  const { launched, parameters } = unit, address = new URL(launched.url);
  equals('the launch parameters (8.1)', ['activityId', 'actor', 'endpoint', 'fetch', 'lang', 'registration'], Object.keys(parameters).sort());
  equals('the unit\'s own query and fragment stay', ['de', '#start'], [parameters.lang, address.hash]);
  equals('the actor is the learner\'s account (9.2)', who.id, JSON.parse(parameters.actor).account.name);
  holds('the activity id is not the publisher\'s (8.1)', parameters.activityId.endsWith(`/cmi5/${made.id}/au-1`), parameters.activityId);
  equals('OwnWindow is said', 'OwnWindow', launched.launch_method);

  const first = await unit.fetch(), second = await unit.fetch();
  holds('fetch gives a token (8.2)', first.status === 200 && first.type === 'application/json' && first.cors === '*' && first['auth-token'].length > 40, first);
  equals('once (8.2.3)', [200, '1', undefined], [second.status, second['error-code'], second['auth-token']]);
  unit.token = first['auth-token'];
  const stranger = await (await fetch(`${base}/v1/cmi5/fetch/${'0'.repeat(64)}`, { method: 'POST' })).json();
  equals('a token that is none (8.2.3.2)', '2', stranger['error-code']);
  const asked = await fetch(parameters.fetch, { method: 'OPTIONS' });
  equals('pages of other origins may fetch', '*', asked.headers.get('access-control-allow-origin'));

  const data = await (await unit.xapi('GET', 'activities/state', unit.state('LMS.LaunchData'))).json();
  equals('LMS.LaunchData (10)', {
    contextTemplate: { contextActivities: { grouping: [{ objectType: 'Activity', id: 'https://publisher.example/au/a' }] }, extensions: { [`${cmi5}extensions/sessionid`]: launched.session_id } },
    launchMode: 'Normal', moveOn: 'CompletedAndPassed', launchParameters: 'Start=1,Mode=2', masteryScore: 0.75, returnURL: `${base}/ui/done?x=1`, entitlementKey: { courseStructure: 'xyz-123' },
  }, data);
  const preferences = await (await unit.xapi('GET', 'agents/profile', { agent: parameters.actor, profileId: 'cmi5LearnerPreferences' })).json();
  equals('the learner\'s preferences (11)', ['audioPreference', 'languagePreference'], Object.keys(preferences).sort());

  const [statement] = await recorded(launched.registration, 1);
  equals('launched is recorded (9.3.1)', ['launched', launched.session_id, launched.registration], [verbs([statement])[0], session(statement), statement.context.registration]);
  const extensions = Object.fromEntries(Object.entries(statement.context.extensions).map(([name, value]) => [name.split('/').at(-1), value]));
  equals('with its extensions (9.6.3)', ['Normal', 'CompletedAndPassed', 0.75, 'Start=1,Mode=2'], [extensions.launchmode, extensions.moveon, extensions.masteryscore, extensions.launchparameters]);
  holds('the address has neither parameters nor the learner\'s key (9.6.3.4)', extensions.launchurl.endsWith(`/cmi5/${made.id}/sub/a%20b.html?lang=de#start`), extensions.launchurl);
  equals('its category and grouping (9.6.2)', [`${cmi5}categories/cmi5`, 'https://publisher.example/au/a'],
    [statement.context.contextActivities.category[0].id, statement.context.contextActivities.grouping[0].id]);

  await unit.xapi('PUT', 'agents/profile', { agent: parameters.actor, profileId: 'cmi5LearnerPreferences' }, { audioPreference: 'off' }, { 'if-match': '*' });
  const again = await Unit.begin(who, made.id, 'au-1', { mode: 'Review' });
  equals('the registration stays, the session is new', [true, false], [again.launched.registration === launched.registration, again.launched.session_id === launched.session_id]);
  equals('the mode is the wish (10)', 'Review', again.data.launchMode);
  equals('preferences that are there stay', { audioPreference: 'off' }, await (await again.xapi('GET', 'agents/profile', { agent: parameters.actor, profileId: 'cmi5LearnerPreferences' })).json());
  const other = await Unit.launch(await learner(), made.id, 'au-1');
  holds('another learner has another registration', other.launched.registration !== launched.registration);
  for (const return_path of ['//evil.example', 'https://evil.example', '/\\evil.example'])
    equals(`return_path ${return_path}`, 400, (await who.post(`/v1/cmi5/courses/${made.id}/launch`, { unit: 'au-1', return_path })).status);
  equals('a unit that is not there', 404, (await who.post(`/v1/cmi5/courses/${made.id}/launch`, { unit: 'au-9' })).status);
  equals('a mode that is none', 400, (await who.post(`/v1/cmi5/courses/${made.id}/launch`, { unit: 'au-1', mode: 'Peek' })).status);
}

async function reach(made) {
  const mine = await Unit.begin(await learner(), made.id, 'au-1'), theirs = await Unit.begin(await learner(), made.id, 'au-1');
  await theirs.say('passed', { result: { success: true, duration: 'PT1S', score: { scaled: 1 } } });
  const state = mine.state('bookmark'), foreign = { ...theirs.state('bookmark') };
  const status = async (...call) => (await mine.xapi(...call)).status;
  const home = mine.parameters.activityId, actor = mine.parameters.actor;
  const bookmark = [await status('PUT', 'activities/state', state, { page: 3 }), (await (await mine.xapi('GET', 'activities/state', state)).json()).page];
  equals('its own state', [204, 3], bookmark);
  // what it is not for, and what it gets
  const rows = [
    ['the state of another learner', 403, 'GET', 'activities/state', foreign],
    ['writing there', 403, 'PUT', 'activities/state', foreign, { page: 9 }],
    ['state of another registration', 403, 'GET', 'activities/state', { ...state, registration: uuid() }],
    ['state of none', 403, 'PUT', 'activities/state', { activityId: home, agent: actor, stateId: 'x' }, {}],
    ['changing its launch data', 403, 'POST', 'activities/state', mine.state('LMS.LaunchData'), { masteryScore: 0 }],
    ['deleting it', 403, 'DELETE', 'activities/state', mine.state('LMS.LaunchData')],
    ['deleting all state', 403, 'DELETE', 'activities/state', { activityId: home, agent: actor, registration: mine.parameters.registration }],
    ['another learner\'s profile', 403, 'GET', 'agents/profile', { agent: theirs.parameters.actor, profileId: 'cmi5LearnerPreferences' }],
    ['its own profile', 204, 'PUT', 'agents/profile', { agent: actor, profileId: 'x' }, {}, { 'if-none-match': '*' }],
    ['the profile of its activity', 204, 'PUT', 'activities/profile', { activityId: home, profileId: uuid() }, {}, { 'if-none-match': '*' }],
    ['that of another activity', 403, 'PUT', 'activities/profile', { activityId: 'https://other.example/x', profileId: 'x' }, {}, { 'if-none-match': '*' }],
    ['what is known of another person', 403, 'GET', 'agents', { agent: theirs.parameters.actor }],
  ];
  for (const [what, expected, ...call] of rows) equals(what, expected, await status(...call));
  const seen = (await (await mine.xapi('GET', 'statements')).json()).statements;
  equals('it reads the statements of its registration only', [['initialized', 'launched'], [mine.launched.registration]], [verbs(seen), [...new Set(seen.map(({ context }) => context.registration))]]);
  const hidden = (await recorded(theirs.launched.registration)).at(-1).id;
  equals('not one of another', 404, await status('GET', 'statements', { statementId: hidden }));
  const queued = await fetch(`${base}/v1/xapi/queue`, { method: 'POST', headers: { authorization: `Basic ${mine.token}`, 'content-type': 'application/json' }, body: JSON.stringify(mine.statement('completed')) });
  equals('the queue is closed to it', 403, queued.status);
  const void_ = mine.statement('http://adlnet.gov/expapi/verbs/voided', { defined: false, change: (one) => (one.object = { objectType: 'StatementRef', id: hidden }) });
  equals('it voids nothing (6.3)', 403, (await mine.send(void_)).status);
  const loud = mine.statement('experienced', { defined: false, change: (one) => (one.object = { id: home, definition: { name: { en: 'Mine now' } } }) });
  equals('its statements', 200, (await mine.send(loud)).status);
  const known = await (await mine.xapi('GET', 'activities', { activityId: home })).json();
  holds('do not change what activities are called', known.definition.name.en === undefined, known);
  equals('another key\'s name is not its own', 401, (await fetch(`${base}/xapi/statements`, { headers: { authorization: `Basic ${Buffer.from(`${mine.launched.session_id}:wrong`).toString('base64')}`, 'x-experience-api-version': '1.0.3' } })).status);
}

export async function launches() {
  const boss = await admin();
  const unit = au('a', { moveOn: 'CompletedAndPassed', masteryScore: '0.75', launchMethod: 'OwnWindow' },
    { url: './sub/a%20b.html?lang=de#start', launchParameters: ' Start=1,Mode=2 ', entitlementKey: 'xyz-123' });
  const made = await upload(boss, zip({ 'cmi5.xml': course([unit]), 'sub/a b.html': 'hello' }));
  await launching(made);
  await reach(made);
}
