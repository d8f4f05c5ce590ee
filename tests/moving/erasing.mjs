import { createHash, randomBytes } from 'node:crypto';
import { equals, holds } from '../support/checks.mjs';
import { ids, learner, make, many, multipart, Scripted, Server, until, uuid } from './lib.mjs';

const canary = `canary${randomBytes(6).toString('hex')}`;
const person = { objectType: 'Agent', mbox: `mailto:${canary}@example.com`, name: `Name ${canary}` };
const group = { objectType: 'Group', name: 'a team', member: [learner('other'), person] };
const finished = (server, id) =>
  until('the receipt', async () => {
    const now = (await server.admin(`GET /v1/xapi/erasures/${id}`)).json;
    return now.state === 'done' && now;
  });

const withContent = (content, changes) => ({
  ...make(changes),
  attachments: [{ usageType: 'http://example.com/u', display: { en: 'x' }, contentType: 'text/plain', length: content.length, sha2: createHash('sha256').update(content).digest('hex') }],
});

// Statements that name the person in every place where the standard allows it.
const everywhere = () => [
  make({ actor: person }),
  make({ actor: group }),
  make({ object: person }),
  make({ actor: { ...group, mbox: 'mailto:team@example.com' } }),
  make({ context: { instructor: person } }),
  make({ context: { team: group } }),
  make({ context: { contextAgents: [{ objectType: 'contextAgent', agent: person }] } }),
  make({ context: { contextGroups: [{ objectType: 'contextGroup', group }] } }),
  make({ object: { objectType: 'SubStatement', actor: person, verb: { id: 'http://example.com/v' }, object: { id: 'http://example.com/a' } } }),
  make({ actor: { mbox_sha1sum: createHash('sha1').update(person.mbox).digest('hex') } }),
];

async function prepared() {
  const server = await new Server().start();
  const hook = await new Scripted(() => ({ status: 204, body: '' })).start();
  const other = await new Server().start();
  const [mine, others] = [everywhere(), many(20)];
  await server.store([...others.slice(0, 10), ...mine, ...others.slice(10)]);
  const referrer = make({ object: { objectType: 'StatementRef', id: mine[0].id } });
  await server.store([referrer]);
  const shared = Buffer.from('content that another statement has too');
  const own = Buffer.from(`content about ${canary}`);
  const attached = [withContent(own, { actor: person }), withContent(shared, { actor: person }), withContent(shared, {})];
  for (const [i, content] of [own, shared, shared].entries()) await server.xapi('POST /statements', multipart(attached[i], content));
  const where = { activityId: 'http://example.com/things/one', agent: person };
  const put = (path, query, text) => server.xapi(`PUT ${path}`, { query, body: text, headers: { 'Content-Type': 'text/plain', 'If-None-Match': '*' } });
  await put('/activities/state', { ...where, stateId: 's' }, `state of ${canary}`);
  await put('/activities/state', { ...where, stateId: 's', registration: uuid() }, `state of ${canary}`);
  await put('/agents/profile', { agent: person, profileId: 'p' }, `profile of ${canary}`);
  await put('/agents/profile', { agent: learner('other'), profileId: 'p' }, 'stays');
  const forwards = [await server.forward({ url: `${other.url}/xapi` }), await server.forward({ kind: 'webhook', url: hook.url })];
  for (const id of forwards) await server.caughtUp(id);
  // What the person did alone, by the mailbox or its sum, and what is in the records of others.
  const acted = [mine[0], mine.at(-1), attached[0], attached[1]];
  const about = mine.slice(1, -1);
  return { server, hook, other, mine: [...acted, ...about], acted, about, others, referrer, kept: attached[2], forwards };
}

const holdsNothing = (name, server) => {
  const bytes = server.bytes();
  const at = bytes.indexOf(canary);
  holds(`${name}: the database does not hold the person`, bytes.length > 10_000 && at < 0, at < 0 ? '' : bytes.subarray(Math.max(0, at - 200), at + 60).toString('latin1'));
};

async function erasing_() {
  const { server, hook, other, mine, acted, about, others, referrer, kept, forwards } = await prepared();
  holds('it does hold the person before', server.bytes().includes(canary));
  const made = await server.admin('POST /v1/xapi/erasures', { agent: person, mode: 'erase' });
  equals('it is taken on', 202, made.status);
  const refused = await server.admin('POST /v1/xapi/erasures', { agent: { ...person, openid: 'http://example.com/p', mbox: 'mailto:p@example.com' }, mode: 'erase' });
  equals('a refusal names the member', [400, '/agent', true], [refused.status, refused.json.error.pointer, refused.json.error.message.startsWith('/agent: expected one identifier')]);
  const receipt = await finished(server, made.json.id);
  equals('the receipt says what went and what was changed', [acted.length, about.length, 3, 1, 1, 4],
    [receipt.removed, receipt.rewritten, receipt.documents, receipt.attachments, receipt.names, receipt.told]);
  holds('and names nobody', !JSON.stringify(receipt).includes(canary) && /^[0-9a-f]{64}$/.test(receipt.digest), receipt);
  equals('what is others stays', ids([...others, referrer, kept, ...about]).sort(), ids(await server.all()).sort());
  const taught = (await server.all()).find(({ id }) => id === about[3].id);
  holds('with a pseudonym in it', taught.actor.mbox === about[3].actor.mbox && /^pseudonym-[0-9a-f]{32}$/.test(taught.context.instructor.account.name), taught);
  equals('the attachment of others stays', 200, (await server.xapi('GET /statements', { query: { statementId: kept.id, attachments: 'true' } })).status);
  equals('a document of others stays', 'stays', (await server.xapi('GET /agents/profile', { query: { agent: learner('other'), profileId: 'p' } })).text);
  for (const query of [{ agent: person }, { agent: person, related_agents: 'true' }]) equals('nothing is found by the agent', [], ids(await server.all(query)));
  holdsNothing('erase', server);
  for (const id of forwards) await server.caughtUp(id);
  for (const [event, statements] of [['erased', acted], ['pseudonymised', about]]) {
    const told = await until('the notice', () => hook.requests.map((one) => JSON.parse(one.body)).find((one) => one.event === event));
    equals(`the webhook is told what is ${event}`, statements.map((one) => one.id).sort(), [...told.statements].sort());
  }
  await until('the voiding', async () => !ids(await other.all()).some((id) => mine.some((one) => one.id === id)));
  equals('at the other server they are voided', 200, (await other.xapi('GET /statements', { query: { voidedStatementId: mine[0].id } })).status);
  for (const one of [server, hook, other]) await one.stop();
}

async function pseudonymising() {
  const { server, hook, other, mine, others, forwards } = await prepared();
  const made = await server.admin('POST /v1/xapi/erasures', { agent: { mbox: person.mbox }, mode: 'pseudonymise' });
  const receipt = await finished(server, made.json.id);
  equals('the receipt', [0, mine.length, 3, 0], [receipt.removed, receipt.rewritten, receipt.documents, receipt.attachments]);
  const all = await server.all();
  equals('no statement is gone', others.length + mine.length + 2, all.length);
  const first = all.find((one) => one.id === mine[0].id);
  holds('a pseudonym acts', first.actor.account.name.startsWith('pseudonym-') && first.actor.name === undefined, first);
  const found = ids(await server.all({ agent: { account: first.actor.account }, related_agents: 'true' }));
  equals('its statements are found by it', [], mine.map((one) => one.id).filter((id) => !found.includes(id)));
  equals('and no more by the person', [], await server.all({ agent: person, related_agents: 'true' }));
  const rest = server.bytes().toString('latin1').replaceAll(`content about ${canary}`, '');
  holds('the database holds the person no more, but for the content of an attachment', !rest.includes(canary));
  for (const id of forwards) await server.caughtUp(id);
  await until('the notice', () => hook.requests.map((one) => JSON.parse(one.body)).find((one) => one.event === 'pseudonymised'));
  for (const one of [server, hook, other]) await one.stop();
}

async function killedErasure() {
  const server = await new Server().start();
  for (let i = 0; i < 6; i++) await server.store(many(300, (j) => (j % 2 ? { actor: person } : {})));
  const { id } = (await server.admin('POST /v1/xapi/erasures', { agent: person, mode: 'erase' })).json;
  await until('the middle', async () => (await server.admin(`GET /v1/xapi/erasures/${id}`)).json.removed > 0);
  await server.kill();
  await server.start();
  const receipt = await finished(server, id);
  equals('all are counted once', 900, receipt.removed);
  equals('what is others stays', 900, (await server.all({ limit: 500 })).length);
  holdsNothing('after a kill', server);
  await server.stop();
}

export const erasing = { 'erasing one agent': erasing_, 'erasing by pseudonym': pseudonymising, 'erasing by a killed server': killedErasure };
