// Real clients that we did not write: @xapi/xapi (2.0 and 1.0.x) and tincanjs (1.0.x).
import { createRequire } from 'node:module';
import { storeAttachment } from './attachments.mjs';
import { holds, url, uuid } from './lib.mjs';

const require = createRequire(import.meta.url);
const endpoint = `${url}/xapi/`;

const xapi = async (version) => {
  const library = require('@xapi/xapi');
  const Client = library.default ?? library;
  const client = new Client({ endpoint, auth: Client.toBasicAuth(process.env.PUBLIC_PEM, process.env.SECRET_PEM), version });
  const row = (what) => `@xapi/xapi ${version}: ${what}`;
  const agent = { objectType: 'Agent', mbox: `mailto:${uuid()}@example.com` };
  const activityId = `http://example.com/${uuid()}`;
  const statement = { actor: agent, verb: { id: 'http://adlnet.gov/expapi/verbs/attempted', display: { 'en-US': 'attempted' } }, object: { objectType: 'Activity', id: activityId, definition: { name: { 'en-US': 'x' } } } };

  const about = await client.getAbout();
  holds(row('about'), about.data.version, ['1.0.3', '2.0.0']);
  const sent = await client.sendStatement({ statement });
  holds(row('send'), sent.data.length, 1);
  await client.sendStatements({ statements: [statement, statement, statement] });
  const got = await client.getStatement({ statementId: sent.data[0] });
  holds(row('get'), got.data.object.id, activityId);
  const page = await client.getStatements({ agent, limit: 3 });
  holds(row('query'), [page.data.statements.length, page.data.more !== ''], [3, true]);
  const rest = await client.getMoreStatements({ more: page.data.more });
  holds(row('more'), [rest.data.statements.length, rest.data.more], [1, '']);
  await client.voidStatement({ actor: agent, statementId: sent.data[0] });
  const voided = await client.getVoidedStatement({ voidedStatementId: sent.data[0] });
  holds(row('void'), voided.data.id, sent.data[0]);
  // In Node its axios takes the Content-Type away from what it sends with attachments, so it only reads one here.
  const attached = await storeAttachment(version, statement, Buffer.from('hello'));
  const back = await client.getStatement({ statementId: attached, attachments: true });
  holds(row('get an attachment'), [back.data.length, back.data[1]], [2, 'hello']);

  await client.createState({ activityId, agent, stateId: 's', state: { a: 1 } });
  await client.setState({ activityId, agent, stateId: 's', state: { b: 2 }, etag: (await client.getState({ activityId, agent, stateId: 's' })).headers.etag, matchHeader: 'If-Match' });
  holds(row('state'), (await client.getState({ activityId, agent, stateId: 's' })).data, { b: 2 });
  holds(row('states'), (await client.getStates({ activityId, agent })).data, ['s']);
  await client.deleteState({ activityId, agent, stateId: 's' });
  holds(row('state deleted'), (await client.getStates({ activityId, agent })).data, []);
  await client.createAgentProfile({ agent, profileId: 'p', profile: { a: 1 } });
  const profile = await client.getAgentProfile({ agent, profileId: 'p' });
  await client.setAgentProfile({ agent, profileId: 'p', profile: { a: 2 }, etag: profile.headers.etag, matchHeader: 'If-Match' });
  holds(row('agent profile'), (await client.getAgentProfile({ agent, profileId: 'p' })).data, { a: 2 });
  await client.createActivityProfile({ activityId, profileId: 'p', profile: { c: 3 } });
  holds(row('activity profiles'), (await client.getActivityProfiles({ activityId })).data, ['p']);
  holds(row('activity'), (await client.getActivity({ activityId })).data.definition.name, { 'en-US': 'x' });
  holds(row('agent'), (await client.getAgent({ agent })).data.mbox, [agent.mbox]);
};

const tincan = async () => {
  const TinCan = require('tincanjs');
  const lrs = new TinCan.LRS({ endpoint, username: process.env.PUBLIC_PEM, password: process.env.SECRET_PEM, allowFail: false });
  const row = (what) => `tincanjs: ${what}`;
  const call = (method, ...parameters) =>
    new Promise((done) => {
      const last = typeof parameters.at(-1) === 'object' && method !== 'saveStatement' ? parameters : [...parameters, {}];
      last.at(-1).callback = (failure, result) => done([failure, result]);
      lrs[method](...last);
    });
  const agent = new TinCan.Agent({ mbox: `mailto:${uuid()}@example.com` });
  const activity = new TinCan.Activity({ id: `http://example.com/${uuid()}` });
  const statement = new TinCan.Statement({ id: uuid(), actor: { mbox: agent.mbox }, verb: { id: 'http://adlnet.gov/expapi/verbs/experienced' }, target: { id: activity.id } });

  holds(row('save'), (await call('saveStatement', statement))[0], null);
  const [, back] = await call('retrieveStatement', statement.id, {});
  holds(row('retrieve'), [back.id, back.target.id], [statement.id, activity.id]);
  const [, found] = await call('queryStatements', { params: { agent, limit: 1 } });
  holds(row('query'), found.statements.map((one) => one.id), [statement.id]);
  holds(row('save state'), (await call('saveState', 'key', { a: 1 }, { agent, activity, contentType: 'application/json' }))[0], null);
  const [, state] = await call('retrieveState', 'key', { agent, activity });
  holds(row('retrieve state'), state.contents, { a: 1 });
  const [, gone] = await call('dropState', 'key', { agent, activity });
  holds(row('drop state'), gone?.status ?? 204, 204);
  holds(row('save activity profile'), (await call('saveActivityProfile', 'p', 'text', { activity, contentType: 'text/plain' }))[0], null);
  const [, profile] = await call('retrieveActivityProfile', 'p', { activity });
  holds(row('retrieve activity profile'), profile.contents, 'text');
  const [, thing] = await call('retrieveActivity', activity.id, {});
  holds(row('retrieve activity'), thing.id, activity.id);
};

export const clients = async () => {
  await xapi('1.0.3');
  await xapi('2.0.0');
  await tincan();
};
