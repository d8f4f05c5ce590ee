// The Statement Resource: xAPI-Communication 2.1 and the life of statements.
import { base, both, holds, ids, make, send, store, uuid } from './lib.mjs';

const voided = { id: 'http://adlnet.gov/expapi/verbs/voided' };
const verbOf = () => ({ id: `http://example.com/verbs/${uuid()}` });
const activityOf = () => ({ id: `http://example.com/things/${uuid()}` });
const agentOf = () => ({ mbox: `mailto:${uuid()}@example.com` });
const refTo = (id) => ({ objectType: 'StatementRef', id });
const get = (version, query, headers) => send(version, 'GET /statements', { query, headers });

const storing = async (version) => {
  const id = uuid();
  const put = (body, query = { statementId: id }) => send(version, 'PUT /statements', { body, query });
  holds(`${version} 2.1.1 PUT`, (await put(make())).status, 204);
  holds(`${version} 2.1.1 PUT again`, (await put(make())).status, 204);
  holds(`${version} 2.1.1 PUT another`, (await put(make({ verb: verbOf() }))).status, 409);
  holds(`${version} 2.1.1 PUT without id`, (await put(make(), {})).status, 400);
  holds(`${version} 2.1.1 PUT with a bad id`, (await put(make(), { statementId: 'x' })).status, 400);
  holds(`${version} 2.1.1 PUT with another id inside`, (await put(make({ id: uuid() }))).status, 400);
  holds(`${version} 2.1.1 PUT a list`, (await put([make()])).status, 400);
  const one = await get(version, { statementId: id });
  holds(`${version} 2.1.1 unchanged, 00142`, one.json.verb, base().verb);
  holds(`${version} 2.3.1 id, 00002`, one.json.id, id);
  holds(`${version} 2.4.10 version set`, one.json.version, version === '2.0.0' ? '2.0.0' : '1.0.0');
  holds(`${version} 2.4.9 authority set`, one.json.authority.objectType, 'Agent');
  holds(`${version} 2.4.7 timestamp is stored`, one.json.timestamp, one.json.stored);
  holds(`${version} 2.1.3 Last-Modified`, Math.floor(Date.parse(one.json.stored) / 1000), Date.parse(one.headers.get('Last-Modified')) / 1000);

  const [registration, referred] = [uuid(), uuid()];
  const statementRef = (id) => ({ objectType: 'StatementRef', id });
  const context = (change) => ({ registration: change(registration), statement: statementRef(change(referred)), language: change('en-us') });
  const again = uuid();
  for (const change of [(text) => text, (text) => text.toUpperCase()]) {
    const body = make({ id: again, 'actor.mbox': `mailto:learner@${change('example.com')}`, context: context(change) });
    holds(`${version} 2.3.1 the same but for the case of what has none`, (await send(version, 'POST /statements', { body })).status, 200);
  }

  const batch = await send(version, 'POST /statements', { body: [make(), make()] });
  holds(`${version} 2.1.2 POST`, [batch.status, batch.json.length], [200, 2]);
  const capital = uuid().toUpperCase();
  const answered = await send(version, 'POST /statements', { body: [make({ id: capital }), make()] });
  const found = (await get(version, { statementId: capital.toLowerCase() })).json;
  holds(`${version} 2.1.2 an id is answered as the statement has it`, [answered.json[0], found.id], [capital, capital]);
  const twin = uuid();
  holds(`${version} 2.1.2 id twice`, (await send(version, 'POST /statements', { body: [make({ id: twin }), make({ id: twin })] })).status, 400);
  const lost = uuid();
  holds(`${version} 3.2 batch with a bad one, 00326`, (await send(version, 'POST /statements', { body: [make({ id: lost }), make({ actor: {} })] })).status, 400);
  holds(`${version} 3.2 nothing of it is stored, 00182`, (await get(version, { statementId: lost })).status, 404);
  holds(`${version} 2.1.2 conflict`, (await send(version, 'POST /statements', { body: [make({ id: lost }), make({ id, verb: verbOf() })] })).status, 409);
  holds(`${version} 2.1.2 nothing of it is stored`, (await get(version, { statementId: lost })).status, 404);
  holds(`${version} 2.1.2 empty batch`, (await send(version, 'POST /statements', { body: [] })).json, []);

  const text = '{"actor":{"mbox":"mailto:a@b.c"},"verb":{"id":"http://a.b/c"},"object":{"id":"http://a.b/c"},"result":{"score":{"raw":100000000000000000000,"scaled":0.1000000000000000055511},"extensions":{"http://a.b/n":[1e2,12345678901234567890,-0.0,"\\u00e9\\/"]}}}';
  const sent = await send(version, 'POST /statements', { body: text, headers: { 'Content-Type': 'application/json' } });
  const back = await get(version, { statementId: sent.json[0] });
  holds(`${version} 2.2 numbers as sent, 00002`, back.text.includes('"result":{"score":{"raw":100000000000000000000,"scaled":0.1000000000000000055511},"extensions":{"http://a.b/n":[1e2,12345678901234567890,-0.0,"\\u00e9\\/"]}}'), true);
  const [lone] = await store(version, make({ 'context.contextActivities': { parent: { id: 'http://a.b/p' } } }));
  holds(`${version} 2.4.6.2 array, 00096`, (await get(version, { statementId: lone })).json.context.contextActivities.parent, [{ id: 'http://a.b/p' }]);
  const [timed] = await store(version, make({ timestamp: '2023-05-04T12:00:00-05:00' }));
  holds(`${version} 4.5 the same instant`, Date.parse((await get(version, { statementId: timed })).json.timestamp), Date.parse('2023-05-04T17:00:00Z'));
};

const parameters = async (version) => {
  const status = async (query) => (await get(version, query)).status;
  const id = uuid();
  for (const [clause, query] of [
    ['unknown, 00324', { foo: 1 }],
    ['case, 00325', { StatementId: id }],
    ['case of limit, 00325', { Limit: 1 }],
    ['id with filter, 00151', { statementId: id, verb: 'http://a.b/c' }],
    ['both ids, 00150', { statementId: id, voidedStatementId: id }],
    ['id', { statementId: 'x' }],
    ['verb', { verb: 'x' }],
    ['activity', { activity: 'x' }],
    ['agent', { agent: { mbox: 'x' } }],
    ['agent without identifier', { agent: { objectType: 'Group', member: [] } }],
    ['agent is no JSON', { agent: 'x' }],
    ['registration', { registration: 'x' }],
    ['since', { since: 'x' }],
    ['until', { until: 'x' }],
    ['limit', { limit: 'x' }],
    ['negative limit', { limit: -1 }],
    ['format', { format: 'x' }],
    ['related_agents', { related_agents: 'yes' }],
    ['ascending', { ascending: 1 }],
    ['attachments', { attachments: 1 }],
  ])
    holds(`${version} 2.1.3 bad parameter: ${clause}`, await status(query), 400);
  holds(`${version} 2.1.3 unknown id`, await status({ statementId: id }), 404);
  const none = await get(version, { verb: verbOf().id });
  holds(`${version} 2.1.3 nothing found, 00149`, [none.status, none.json], [200, { statements: [], more: '' }]);
};

const filters = async (version) => {
  const [actor, member, teacher, object] = [agentOf(), agentOf(), agentOf(), agentOf()];
  const [activity, parent, inner] = [activityOf(), activityOf(), activityOf()];
  const [verb, registration] = [verbOf(), uuid()];
  const [a] = await store(version, make({ actor, verb, object: activity, 'context.registration': registration, 'context.instructor': teacher, 'context.contextActivities': { grouping: [parent] } }));
  const [b] = await store(version, make({ verb, actor: { objectType: 'Group', ...agentOf(), member: [member] } }));
  const [c] = await store(version, make({ verb, object: { objectType: 'Agent', ...object } }));
  const [d] = await store(version, make({ verb, object: { objectType: 'SubStatement', ...make({ actor: teacher, object: inner }) } }));
  for (const [what, query, expected] of [
    ['verb, newest first', { verb: verb.id }, [d, c, b, a]],
    ['ascending', { verb: verb.id, ascending: true }, [a, b, c, d]],
    ['agent as actor', { agent: actor }, [a]],
    ['agent by identifier, not name', { agent: { ...actor, name: 'other' } }, [a]],
    ['agent in a group', { agent: member }, [b]],
    ['agent as object', { agent: object }, [c]],
    ['instructor only when related', { agent: teacher }, []],
    ['related_agents', { agent: teacher, related_agents: true }, [d, a]],
    ['related_agents and direct', { agent: actor, related_agents: true }, [a]],
    ['activity', { activity: activity.id }, [a]],
    ['parent only when related', { activity: parent.id }, []],
    ['related_activities', { activity: parent.id, related_activities: true }, [a]],
    ['related_activities in SubStatement', { activity: inner.id, related_activities: true }, [d]],
    ['registration', { registration }, [a]],
    ['registration without case', { registration: registration.toUpperCase() }, [a]],
    ['all filters', { registration, agent: actor, verb: verb.id, activity: activity.id }, [a]],
    ['filters that do not meet', { registration, agent: member }, []],
    ['limit', { verb: verb.id, limit: 2 }, [d, c]],
    ['limit 0', { verb: verb.id, limit: 0 }, [d, c, b, a]],
  ])
    holds(`${version} 2.1.3 ${what}`, ids(await get(version, query)), expected);

  const stored = async (id) => (await get(version, { statementId: id })).json.stored;
  holds(`${version} 2.1.3 since is exclusive`, ids(await get(version, { verb: verb.id, since: await stored(b) })), [d, c]);
  holds(`${version} 2.1.3 until is inclusive`, ids(await get(version, { verb: verb.id, until: await stored(b) })), [b, a]);

  const seen = [];
  let page = await get(version, { verb: verb.id, limit: 1 });
  for (let i = 0; i < 6; ++i) {
    seen.push(...ids(page));
    if (!page.json.more) break;
    await store(version, make({ verb: verbOf() }), make({ verb }));
    page = await send(version, `GET ${page.json.more}`);
  }
  holds(`${version} 2.5 more is stable while others write`, seen, [d, c, b, a]);
  const up = await get(version, { verb: verb.id, limit: 3, ascending: true });
  holds(`${version} 2.5 more, ascending`, ids(await send(version, `GET ${up.json.more}`))[0], d);
  const times = (await get(version, { verb: verb.id })).json.statements.map((one) => one.stored);
  holds(`${version} 2.4.8 stored rises strictly`, times.every((time, i) => i === 0 || time < times[i - 1]), true);
};

// part 2, 2.3.2 and part 3, 2.1.4: in any order of arrival
const voiding = async (version) => {
  for (const targetFirst of [true, false]) {
    const order = targetFirst ? 'target first' : 'voiding first';
    const [verb, refVerb, target, voider, ref] = [verbOf(), verbOf(), uuid(), uuid(), uuid()];
    const statement = make({ id: target, verb });
    if (targetFirst) await store(version, statement);
    await store(version, make({ id: ref, verb: refVerb, object: refTo(target) }));
    await store(version, make({ id: voider, verb: voided, object: refTo(target) }));
    if (!targetFirst) await store(version, statement);
    holds(`${version} ${order}: gone by statementId, 00163`, (await get(version, { statementId: target })).status, 404);
    holds(`${version} ${order}: there by voidedStatementId, 00155`, (await get(version, { voidedStatementId: target })).json?.id, target);
    holds(`${version} ${order}: voidedStatementId of others`, (await get(version, { voidedStatementId: ref })).status, 404);
    holds(`${version} ${order}: found by what refers, 00162`, ids(await get(version, { verb: verb.id })), [voider, ref]);
    holds(`${version} ${order}: with limit`, ids(await get(version, { verb: verb.id, limit: 1 })), [voider]);
    await store(version, make({ verb: voided, object: refTo(voider) }));
    holds(`${version} ${order}: a voiding statement stays, 00016`, (await get(version, { statementId: voider })).status, 200);
    holds(`${version} ${order}: voided all the same`, (await get(version, { statementId: target })).status, 404);
  }
};

const references = async (version) => {
  const [actor, other, verb] = [agentOf(), agentOf(), verbOf()];
  const [a, b, c] = [uuid(), uuid(), uuid()];
  await store(version, make({ id: c, actor: other, object: refTo(b) }));
  await store(version, make({ id: b, actor: other, object: refTo(a) }));
  await store(version, make({ id: a, actor, verb }));
  holds(`${version} 2.1.3 chain of references, last first`, ids(await get(version, { verb: verb.id })), [a, b, c]);
  holds(`${version} 2.1.3 conditions meet in one statement`, ids(await get(version, { verb: verb.id, agent: actor })), [a, b, c]);
  holds(`${version} 2.1.3 not half here, half there`, ids(await get(version, { verb: verb.id, agent: other })), []);
  const [x, y] = [uuid(), uuid()];
  await store(version, make({ id: x, verb: verbOf(), object: refTo(y) }), make({ id: y, actor, object: refTo(x) }));
  holds(`${version} 2.1.3 a circle`, ids(await get(version, { agent: actor })).length, 5);
};

const formats = async (version) => {
  const verb = { ...verbOf(), display: { en: 'did', de: 'tat' } };
  const activity = { ...activityOf(), definition: { name: { en: 'thing', de: 'Ding', 'fr-CA': 'chose' }, extensions: { 'http://a.b/x': 1.0 } } };
  const actor = { objectType: 'Group', name: 'G', member: [{ ...agentOf(), name: 'M' }] };
  const [id] = await store(version, make({ verb, actor, object: activity, 'context.contextActivities': { other: [activity] } }));
  const at = async (query, language) => (await get(version, { statementId: id, ...query }, language ? { 'Accept-Language': language } : {})).json;
  const reduced = await at({ format: 'ids' });
  holds(`${version} 2.1.3 ids: verb, 00171`, reduced.verb, { id: verb.id });
  holds(`${version} 2.1.3 ids: activity`, [reduced.object, reduced.context.contextActivities.other], [{ id: activity.id }, [{ id: activity.id }]]);
  holds(`${version} 2.1.3 ids: anonymous group`, reduced.actor, { objectType: 'Group', member: [{ mbox: actor.member[0].mbox }] });
  const canonical = await at({ format: 'canonical' }, 'de-AT, en;q=0.5');
  holds(`${version} 2.1.3 canonical: one language, 00169`, [canonical.verb.display, canonical.object.definition.name], [{ de: 'tat' }, { de: 'Ding' }]);
  holds(`${version} 2.1.3 canonical: in contextActivities`, canonical.context.contextActivities.other[0].definition.name, { de: 'Ding' });
  holds(`${version} 2.1.3 canonical: rest untouched`, canonical.actor, actor);
  holds(`${version} 2.1.3 canonical: no language asked`, Object.keys((await at({ format: 'canonical' })).verb.display).length, 1);
  holds(`${version} 2.1.3 exact ignores languages, 00170`, (await at({}, 'de')).object, activity);
  await store(version, make({ object: { id: activity.id, definition: { name: { it: 'cosa' } } } }));
  const known = await send(version, 'GET /activities', { query: { activityId: activity.id } });
  holds(`${version} 2.5 language maps merge, 00254`, Object.keys(known.json.definition.name).sort(), ['de', 'en', 'fr-CA', 'it']);
  holds(`${version} 2.1.3 canonical knows it`, (await at({ format: 'canonical' }, 'it')).object.definition.name, { it: 'cosa' });
};

const editions = async () => {
  const [id] = await store('2.0.0', make({ 'context.contextAgents': [{ objectType: 'contextAgent', agent: agentOf() }], 'context.platform': 'p' }));
  const newer = (await get('2.0.0', { statementId: id })).json;
  const older = (await get('1.0.3', { statementId: id })).json;
  holds('2.0.0 in 2.0.0', [newer.version, newer.context.contextAgents.length], ['2.0.0', 1]);
  holds('2.0.0 in 1.0.3: down-converted', [older.version, older.context], ['1.0.0', { platform: 'p' }]);
  const agent = newer.context.contextAgents[0].agent;
  holds('2.0.0 related_agents finds contextAgents', ids(await get('2.0.0', { agent, related_agents: true })), [id]);
  const [old] = await store('1.0.3', make());
  holds('1.0.3 in 2.0.0 as it is', (await get('2.0.0', { statementId: old })).json.version, '1.0.0');
};

export const statements = async () => {
  for (const version of both)
    for (const part of [storing, parameters, filters, voiding, references, formats]) await part(version);
  await editions();
};
