import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { equals, finish, group, holds } from '../support/checks.mjs';
import { Learner } from '../support/client.mjs';
import { Server } from '../support/server.mjs';
import { au, course, pages, zip } from '../cmi5/package.mjs';
import {
  administrator, agentOf, canary, columnsWith, erased, exported, filesWith, home, imported, Listener, password, pause, settings, signedUp, statementOf,
  storeWithFile, unpacked, until, upload, userOf, uuid, xapi,
} from './lib.mjs';

const words = `${canary} is what I ask about force and acceleration`;

// A check of the lesson is answered in the person's own words.
async function learn(learner) {
  const lesson = await learner.post('/v1/lesson', { course_id: await learner.course() });
  const events = await learner.follow(lesson.stream);
  const check = events.find(({ kind }) => kind === 'check')?.data.check_id;
  const answered = await learner.post(`/v1/lesson/${lesson.id}/answer`, { check_id: check, answer: `${canary} answer` });
  holds('a check is answered', answered.status === 200, answered);
}

async function useStore(server, user) {
  const taught = statementOf('somebody else', { actor: agentOf('somebody else', { name: 'Another' }), result: undefined, context: { instructor: agentOf(user, { name: `${canary} teacher` }) } });
  equals('statements are stored', 200, (await xapi(server, 'POST', '/statements', [statementOf(user), taught])).status);
  equals('with files', 200, await storeWithFile(server, user, `${canary} in a file`));
  equals('with large files', 200, await storeWithFile(server, user, `${canary} in a large file `.repeat(30_000)));
  const agent = encodeURIComponent(JSON.stringify(agentOf(user)));
  const fresh = { 'if-none-match': '*', 'content-type': 'text/plain' };
  const where = `activityId=${encodeURIComponent('http://example.com/thing')}&agent=${agent}`;
  equals('a state', 204, (await xapi(server, 'PUT', `/activities/state?${where}&stateId=${canary}`, `${canary} state`, fresh)).status);
  equals('a profile', 204, (await xapi(server, 'PUT', `/agents/profile?agent=${agent}&profileId=${canary}`, `${canary} profile`, fresh)).status);
  const queue = (statement) =>
    fetch(`${server.url}/v1/xapi/queue`, { method: 'POST', headers: { authorization: `Basic ${Buffer.from('public:secret').toString('base64')}`, 'x-experience-api-version': '2.0.0', 'content-type': 'application/json' }, body: JSON.stringify(statement) });
  equals('a queued one', 202, (await queue(statementOf(user))).status);
  equals('a queued one that is refused later', 202, (await queue({ ...statementOf(user), result: { score: { scaled: 7 } }, object: { id: `not an iri ${canary}` } })).status);
  return taught.id;
}

async function visitPackage(server, admin, learner) {
  const reply = await fetch(`${server.url}/v1/cmi5/courses`, { method: 'POST', headers: { cookie: admin.cookie, 'content-type': 'application/zip' }, body: zip({ 'cmi5.xml': course([au('a', { moveOn: 'NotApplicable' })]), ...pages('a') }) });
  const { id } = await reply.json();
  const launched = await learner.post(`/v1/cmi5/courses/${id}/launch`, { unit: 'au-1' });
  equals('a unit is launched', 200, launched.status);
  const { fetch: token, endpoint, activityId, registration } = Object.fromEntries(new URL(launched.url).searchParams);
  const credential = (await (await fetch(token, { method: 'POST' })).json())['auth-token'];
  const state = await fetch(`${endpoint}activities/state?${new URLSearchParams({ activityId, registration, stateId: canary, agent: JSON.stringify(agentOf(learner.id)) })}`, {
    method: 'PUT', headers: { authorization: `Basic ${credential}`, 'x-experience-api-version': '1.0.3', 'content-type': 'text/plain' }, body: `${canary} in a unit`,
  });
  equals('and keeps a state', 204, state.status);
  return { endpoint, credential };
}

// Of the browser in RFC 8291, appendix A.
const browserKeys = { p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4', auth: 'BTBZMqHH6r4Tts7J_aSIgg' };

async function fillEverything(server, admin) {
  const learner = await signedUp(server, `Miss ${canary}`, { email: `${canary}@example.com` });
  // Somebody who worked before they signed in is the same person.
  const before = new Learner(server);
  await before.ask({ course_id: await before.course(), question: words });
  const anonymous = await userOf(before);
  await before.post('/v1/login', { name: `Miss ${canary}`, password });
  await learner.call('POST', '/v1/login', { name: `Miss ${canary}`, password, tokens: true }, { 'user-agent': `${canary} browser`, cookie: '' });
  await learner.post('/v1/event', { events: [{ name: canary, at: new Date().toISOString(), data: { said: canary } }] });
  await learner.post('/v1/plan', { topic: `${canary} force` });
  await learner.ask({ course_id: await learner.course(), question: words });
  await learn(learner);
  await imported(learner, (await upload(learner, `${canary}.md`, `# ${canary} notes\n\n${`The ${canary} lives in the mine. `.repeat(200)}\n`)).id);
  const taught = await useStore(server, learner.id);
  const unit = await visitPackage(server, admin, learner);
  await learner.post('/v1/account/consents', { kind: 'sharing', version: 1, given: false });
  await learner.post('/v1/notices/push', { endpoint: `https://push.example/${canary}`, keys: browserKeys });
  return { learner, anonymous, unit, taught };
}

// Where the canary has to be before, so that nothing is proved about fields that nobody filled.
const filled = [
  'accounts.email', 'accounts.name', 'agent_names.name', 'answers.answer', 'attachment_chunks.content', 'attachments.content', 'client_events.data', 'courses.title', 'dead_letters.statement',
  'documents.content', 'imports.title', 'lesson_events.payload', 'nodes.title', 'passages.text', 'push_subscriptions.endpoint', 'report_names.name', 'sessions.agent', 'statements.body', 'statements_flat.actor_name', 'turns.subject',
];
// An id that leads to nobody stays where it says that somebody was erased, and in what administrators answer for.
const idsMayStay = ['audit_logs.actor', 'audit_logs.subject', 'tombstones.users'];
const notOurs = (place) => /^audit_logs_\d{4}_\d{2}\./.test(place);

async function checkExport(learner) {
  const place = mkdtempSync(join(tmpdir(), 'ot-export-'));
  const { status, type, bytes } = await exported(learner);
  equals('the export is a zip', [200, 'application/zip'], [status, type]);
  const files = unpacked(bytes, place);
  rmSync(place, { recursive: true });
  for (const [name, text] of Object.entries(files).filter(([name]) => name.endsWith('.json'))) holds(`${name} is JSON`, Array.isArray(JSON.parse(text)));
  const lacks = ['identity/account.json', 'identity/sessions.json', 'identity/client_events.json', 'library/courses.json', 'library/course_texts.json', 'library/imports.json', 'notices/browsers.json', 'records/statements.ndjson',
    'records/documents.json', 'tutor/turns.json', 'tutor/events.json', 'tutor/answers.json'].filter((name) => !files[name]?.toLowerCase().includes(canary));
  equals('everything is in it', [], lacks);
  const large = files['records/statements.ndjson'].split('\n').filter(Boolean).map((line) => JSON.parse(line)).filter(({ attachment }) => attachment);
  holds('with files', large.some(({ attachment }) => Buffer.from(attachment.base64url, 'base64url').toString().startsWith(`${canary} in a large file`)));
  holds('and no secret', !Object.values(files).some((text) => /argon2|[0-9a-f]{64}"/.test(text.replaceAll(/"sha2":"[0-9a-f]{64}"/g, ''))));
}

const everyField = () =>
  Server.with({ ...settings, OT_LOG_LEVEL: 'debug' }, async (server) => {
    const admin = await administrator(server);
    const { learner, anonymous, unit, taught } = await fillEverything(server, admin);
    const count = async (query) => Number((await server.rows(query))[0][0]);
    await until(() => count('SELECT count(*) FROM dead_letters'), 'the dead letter');
    await until(() => count(`SELECT count(*) FROM report_names WHERE name = '${canary} actor'`), 'the rows of reports');
    const before = await columnsWith(server, canary);
    equals('every field holds it', [], filled.filter((place) => !before.places.includes(place)));
    await checkExport(learner);
    const cookie = learner.cookie;
    equals('a wrong password', 401, (await learner.post('/v1/account/delete', { word: 'another phrase' })).status);
    await admin.post(`/v1/admin/users/${learner.id}/export`);
    const began = Date.now();
    equals('it is asked for', 202, (await learner.post('/v1/account/delete', { word: password })).status);
    learner.cookie = cookie;
    equals('the session is over at once', 401, (await learner.get('/v1/account')).status);
    await erased(admin, learner.id);
    const after = await columnsWith(server, canary);
    holds('it is gone within a minute', Date.now() - began < 60_000, Date.now() - began);
    console.log(`${after.searched} columns searched, ${before.places.length} held the canary before; erased in ${Date.now() - began} ms`);
    equals('no column holds it', [], after.places);
    if (!server.schema) equals('no byte of a file holds it', [], filesWith(server, canary));
    for (const user of [learner.id, anonymous])
      equals('ids are left where they may be', [], (await columnsWith(server, user)).places.filter((place) => !idsMayStay.includes(place) && !notOurs(place)));
    const others = await (await xapi(server, 'GET', `/statements?statementId=${taught}`)).json();
    holds('the record of somebody else stays, without them', others.actor?.name === 'Another' && /^pseudonym-[0-9a-f]{32}$/.test(others.context.instructor.account.name), others);
    const knock = () => fetch(`${unit.endpoint}statements`, { headers: { authorization: `Basic ${unit.credential}`, 'x-experience-api-version': '1.0.3' } });
    holds('an open unit is shut, once the store has forgotten its credentials', await until(async () => (await knock()).status === 401, 'the refusal', 8_000));
    equals('the audit log is whole', 0, (await server.command('audit', 'verify')).code);
    equals('nobody signs in', 401, (await new Learner(server).post('/v1/login', { name: `Miss ${canary}`, password })).status);
  });

const whileSomethingRuns = () =>
  Server.with({ ...settings, OT_LOG_LEVEL: 'error', OT_LESSON_PACE_MS: '400' }, async (server) => {
    const admin = await administrator(server);
    const learner = new Learner(server);
    learner.id = await userOf(learner);
    const lesson = await learner.post('/v1/lesson', { course_id: await learner.course() });
    const watched = learner.follow(lesson.stream, 0, 8_000);
    await pause(900);
    const coming = await upload(learner, 'notes.md', `# ${canary}\n\n${`${canary} and much more text about it, line after line.\n\n`.repeat(20_000)}`);
    await learner.post('/v1/account/export');
    equals('somebody without a password says so', 400, (await learner.post('/v1/account/delete', { word: 'yes' })).status);
    equals('and goes', 202, (await learner.post('/v1/account/delete', { word: 'delete' })).status);
    await erased(admin, learner.id);
    equals('who watches is told', 'stopped', (await watched).at(-1)?.kind);
    await pause(1500);
    await until(async () => (await server.rows("SELECT count(*) FROM jobs WHERE state IN ('running', 'ready')"))[0][0] === '0', 'the jobs');
    equals('nothing comes back', [], (await columnsWith(server, learner.id)).places.filter((place) => !idsMayStay.includes(place) && !notOurs(place)));
    equals('of the upload neither', [], [...(await columnsWith(server, canary)).places, ...(await columnsWith(server, coming.id)).places]);
    equals('nor of the export', [['0']], await server.rows('SELECT count(*) FROM takeout_pieces'));
  });

const byPolicy = () =>
  Server.with({ ...settings, OT_LOG_LEVEL: 'error', OT_DELETED_STATEMENTS: 'pseudonymise' }, async (server) => {
    const admin = await administrator(server);
    const learner = await signedUp(server, 'Paula');
    const one = statementOf(learner.id, { result: undefined });
    await xapi(server, 'POST', '/statements', [one]);
    equals('an administrator may erase', 202, (await admin.post(`/v1/admin/users/${learner.id}/erase`)).status);
    await erased(admin, learner.id);
    const kept = await (await xapi(server, 'GET', `/statements?statementId=${one.id}`)).json();
    holds('the statement stays under a pseudonym', /^pseudonym-[0-9a-f]{32}$/.test(kept.actor?.account?.name), kept);
    equals('nothing leads back', [], (await columnsWith(server, learner.id)).places.filter((place) => !idsMayStay.includes(place) && !notOurs(place)));
  });

// Records of other systems, which know people by other names.
const otherNames = () =>
  Server.with({ ...settings, OT_LOG_LEVEL: 'error' }, async (server) => {
    const admin = await administrator(server);
    const miss = await signedUp(server, `Miss ${canary}`, { email: `${canary}@school.example` });
    const thief = await signedUp(server, 'Thief', { email: 'victim@school.example' });
    await server.rows(`UPDATE accounts SET email_verified_at = 1 WHERE user_id = '${miss.id}'`);
    await server.rows(`INSERT INTO openid_links (org_id, issuer, subject, id, user_id, linked_at) SELECT org_id, 'https://id.example', '${canary} subject', 'l', '${miss.id}', 0 FROM accounts WHERE user_id = '${miss.id}'`);
    const by = (actor) => statementOf('', { actor: { objectType: 'Agent', ...actor }, result: undefined });
    const sum = createHash('sha1').update(`mailto:${canary}@school.example`).digest('hex');
    const hers = [{ mbox: `mailto:${canary}@school.example` }, { mbox_sha1sum: sum }, { account: { homePage: 'https://id.example', name: `${canary} subject` } }].map(by);
    const others = [by({ mbox: 'mailto:victim@school.example' }), by({ account: { homePage: 'https://id.example', name: 'another' } }),
      { ...by({ mbox: 'mailto:victim@school.example' }), context: { instructor: { mbox: `mailto:${canary}@school.example` } } }];
    equals('statements of other systems', 200, (await xapi(server, 'POST', '/statements', [...hers, ...others])).status);
    const there = async () => (await (await xapi(server, 'GET', '/statements')).json()).statements.map(({ id }) => id).sort();
    const taken = async (somebody) => {
      const place = mkdtempSync(join(tmpdir(), 'ot-export-'));
      const text = unpacked((await exported(somebody)).bytes, place)['records/statements.ndjson'] ?? '';
      rmSync(place, { recursive: true });
      return text.split('\n').filter(Boolean).map((line) => JSON.parse(line).id).sort();
    };
    equals('an export holds what is hers, each once', hers.map(({ id }) => id).sort(), await taken(miss));
    equals('and nothing under an address that nobody has proved', [], await taken(thief));
    for (const one of [miss, thief]) {
      await one.post('/v1/account/delete', { word: password });
      await erased(admin, one.id);
    }
    equals('a deletion reaches the same', others.map(({ id }) => id).sort(), await there());
    equals('nothing holds her names', [], (await columnsWith(server, canary)).places);
    equals('nor that sum', [], (await columnsWith(server, sum)).places);
  });

const restored = () =>
  Server.with({ ...settings, OT_LOG_LEVEL: 'error' }, async (server) => {
    const admin = await administrator(server);
    const learner = await signedUp(server, `Mister ${canary}`);
    await xapi(server, 'POST', '/statements', [statementOf(learner.id)]);
    equals('a backup', 0, (await server.command('backup')).code);
    await learner.post('/v1/account/delete', { word: password });
    await erased(admin, learner.id);
    await server.stop();
    const back = await server.command('restore', '--replace');
    holds('a backup from before is restored', back.code === 0 && back.out.includes('1 deletions will be done again'), back.out);
    equals('they are there again', [[learner.id]], await server.rows(`SELECT user_id FROM accounts WHERE user_id = '${learner.id}'`));
    await server.start();
    await erased(await administrator(server), learner.id);
    equals('and are erased again', [], (await columnsWith(server, canary)).places);
  });

const withdrawn = async () => {
  const model = await Listener.start(), hook = await Listener.start();
  await Server.with({ ...settings, OT_LOG_LEVEL: 'error', OPENAI_BASE_URL: `${model.url}/v1`, OT_MODEL_TUTOR: 'openai:x', OT_MODEL_EMBEDDER: 'openai:e', OT_MODEL_MODERATOR: 'openai:omni-moderation', OT_MODERATION_FAILS_OPEN: '1' }, async (server) => {
    const admin = await administrator(server);
    const shy = await signedUp(server, 'Shy'), open = await signedUp(server, 'Open');
    const ask = async (who, what) => who.ask({ course_id: await who.course(), question: `${what} what is the acceleration of a falling body?` });
    const decide = async (kind, given) => equals(`${kind} ${given}`, 200, (await shy.post('/v1/account/consents', { kind, version: 1, given })).status);
    await ask(open, 'openquestion');
    holds('words go to the models as long as nobody says otherwise', model.says('openquestion'), model.heard.length);
    await decide('models', false);
    const answer = await ask(shy, 'shyquestion');
    equals('the tutor that is built in answers', ['done', false], [answer.events.at(-1).kind, answer.events.some(({ data }) => data.source === 'model')]);
    await shy.get(`/v1/courses/${await shy.course()}/search?q=shysearch`);
    await shy.post('/v1/plan', { topic: 'shytopic force' });
    await shy.post('/v1/hello', { topic: 'shyhello' });
    holds('no word goes to a model', !model.says('shy'), model.heard.filter((body) => body.includes('shy')));
    await decide('models', true);
    await ask(shy, 'shyagain');
    holds('and goes again when they say so', model.says('shyagain'));

    await decide('sharing', false);
    await admin.post('/v1/xapi/forwards', { label: 'hook', kind: 'webhook', url: hook.url });
    await xapi(server, 'POST', '/statements', [statementOf(shy.id, { id: uuid() }), statementOf(open.id)]);
    await until(() => hook.says(open.id), 'the forward');
    await pause(300);
    holds('their records stay here', !hook.says(shy.id));
    await decide('sharing', true);
    await xapi(server, 'POST', '/statements', [statementOf(shy.id)]);
    await until(() => hook.says(shy.id), 'the forward again');

    const lines = async () => (await (await admin.call('GET', '/v1/xapi/export?purpose=training')).text());
    holds('exports for training name nobody', !(await lines()).includes(shy.id) && !(await lines()).includes(open.id));
    holds('but by a pseudonym', /"name":"pseudonym-[0-9a-f]{32}"/.test(await lines()));
    await decide('training', true);
    holds('who consented is named', (await lines()).includes(shy.id) && !(await lines()).includes(open.id));
    await decide('training', false);
    holds('until they withdraw', !(await lines()).includes(shy.id));
    equals('every decision is kept', [false, true, true, false, true, false], (await shy.get('/v1/account/consents')).history.map(({ given }) => given));

    const many = Array.from({ length: 250 }, (_, i) => `('00000000-0000-7000-8000-000000000001', 'ffffffff-${String(i).padStart(4, '0')}', '${shy.id}', 'models', 1, 1, 1, 'api')`);
    await server.rows(`INSERT INTO consents (org_id, id, user_id, kind, version, given, at, source) VALUES ${many}`);
    const newest = await shy.get('/v1/account/consents');
    holds('a decision counts behind however many later ones', newest.consents.every(({ decided_at }) => decided_at), newest.consents);
    const kept = [...newest.history];
    for (let before = newest.before; before; ) {
      const page = await shy.get(`/v1/account/consents?before=${before}`);
      kept.push(...page.history);
      before = page.before;
    }
    equals('all of them are there, a page after the other', [256, 100], [kept.length, newest.history.length]);
  });
  model.stop();
  hook.stop();
};

const groups = { everyField, whileSomethingRuns, byPolicy, otherNames, restored, withdrawn };
for (const [name, run] of Object.entries(groups)) if (!process.argv[2] || process.argv[2] === name) await group(name, run);
finish();
