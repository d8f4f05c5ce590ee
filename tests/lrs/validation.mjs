// xAPI-Data: each row is a clause, a change of a good statement, and the status that POST must answer, in both editions unless
// the row says otherwise.
import { both, holds, make, send, uuid } from './lib.mjs';

const agent = { mbox: 'mailto:a@example.com' };
const iri = 'http://example.com/a';
const ref = () => ({ objectType: 'StatementRef', id: uuid() });
const attachment = (changes = {}) => [
  { usageType: iri, display: { en: 'x' }, contentType: 'text/plain', length: 3, sha2: 'a'.repeat(64), fileUrl: iri, ...changes },
];
const sub = (changes = {}) => ({ objectType: 'SubStatement', ...make(changes) });
const interaction = (changes) => ({ id: iri, definition: { interactionType: 'choice', ...changes } });

// [clause, changes, status] or [clause, changes, {version: status}]
const rows = [
  ['2.2 actor required, 00003', { actor: undefined }, 400],
  ['2.2 verb required, 00004', { verb: undefined }, 400],
  ['2.2 object required, 00005', { object: undefined }, 400],
  ['2.2 unknown property, 00010', { dummy: 1 }, 400],
  ['2.2 case of a key, 00008', { Result: {} }, 400],
  ['2.2 extensions may hold null, 00001', { 'result.extensions': { [iri]: null, [`${iri}/2`]: '' } }, 200],
  ['2.2 empty extensions', { 'context.extensions': {} }, 200],
  ['4.1 extension keys are IRIs', { 'context.extensions': { x: 1 } }, 400],
  ['2.4.1 UUID', { id: 'x' }, 400],
  ['2.4.1 UUID of 37 characters', { id: `${uuid()}0` }, 400],
  ['2.4.2.1 no identifier, 00034', { actor: { name: 'x' } }, 400],
  ['2.4.2.1 two identifiers, 00037', { actor: { ...agent, openid: iri } }, 400],
  ['2.4.2.3 mbox, 00038', { actor: { mbox: 'mailto:should.fail.com' } }, 400],
  ['2.4.2.3 mbox scheme, 00038', { actor: { mbox: 'http://a@b.c' } }, 400],
  ['2.4.2.3 mbox_sha1sum', { actor: { mbox_sha1sum: 'a'.repeat(40) } }, 200],
  ['2.4.2.3 mbox_sha1sum of 39', { actor: { mbox_sha1sum: 'a'.repeat(39) } }, 400],
  ['2.4.2.3 openid', { actor: { openid: iri } }, 200],
  ['2.4.2.3 openid, 00040', { actor: { openid: 'ab=c://should.fail.com' } }, 400],
  ['2.4.2.4 account', { actor: { account: { homePage: iri, name: 'n' } } }, 200],
  ['2.4.2.4 account without homePage, 00041', { actor: { account: { name: 'n' } } }, 400],
  ['2.4.2.4 account homePage, 00042', { actor: { account: { homePage: 'x', name: 'n' } } }, 400],
  ['2.4.2.4 account name, 00043', { actor: { account: { homePage: iri, name: 1 } } }, 400],
  ['2.4.2.2 anonymous group', { actor: { objectType: 'Group', member: [agent] } }, 200],
  ['2.4.2.2 anonymous group without members, 00035', { actor: { objectType: 'Group' } }, 400],
  ['2.4.2.2 group in group, 00036', { actor: { objectType: 'Group', member: [{ objectType: 'Group', ...agent }] } }, 400],
  ['2.4.2.2 identified group', { actor: { objectType: 'Group', ...agent } }, 200],
  ['2.4.3 verb without id, 00045', { verb: {} }, 400],
  ['2.4.3 verb id, 00044', { verb: { id: 'should fail' } }, 400],
  ['2.4.3 display', { verb: { id: iri, display: { 'zh-Hans-CN': 'x', cmn: 'y' } } }, 200],
  ['4.2 language tag, 00121', { verb: { id: iri, display: { a12345: 'x' } } }, 400],
  ['4.2 singleton twice, 00121', { verb: { id: iri, display: { 'zh-z-aaa-z-bbb-c-ccc': 'x' } } }, 400],
  ['4.2 value of a language map', { verb: { id: iri, display: { en: 1 } } }, 400],
  ['2.4.4 objectType, 00009', { object: { objectType: 'activity', id: iri } }, 400],
  ['2.4.4.1 activity id, 00061', { object: { id: 'x' } }, 400],
  ['2.4.4.1 activity without id, 00060', { object: { objectType: 'Activity' } }, 400],
  ['2.4.4.1 definition', { object: { id: iri, definition: { name: { en: 'x' }, type: iri, moreInfo: iri } } }, 200],
  ['2.4.4.1 definition type', { object: { id: iri, definition: { type: 'x' } } }, 400],
  ['2.4.4.1 moreInfo', { object: { id: iri, definition: { moreInfo: 'x' } } }, 400],
  ['2.4.4.1 interactionType case, 00009', { object: interaction({ interactionType: 'liKert' }) }, 400],
  ['2.4.4.1 choices', { object: interaction({ choices: [{ id: 'a', description: { en: 'A' } }] }) }, 200],
  ['2.4.4.1 ids distinct, 00063', { object: interaction({ choices: [{ id: 'a' }, { id: 'a' }] }) }, 400],
  ['2.4.4.1 interactionType missing, 00064', { object: { id: iri, definition: { correctResponsesPattern: ['a'] } } }, 400],
  ['2.4.4.1 responses are strings', { object: interaction({ correctResponsesPattern: [1] }) }, 400],
  ['2.4.4.2 agent as object', { object: { objectType: 'Agent', ...agent } }, 200],
  ['2.4.4.2 agent without objectType, 00065', { object: agent }, 400],
  ['2.4.4.3 StatementRef', { object: ref() }, 200],
  ['2.4.4.3 StatementRef id, 00072', { object: { objectType: 'StatementRef', id: 'x' } }, 400],
  ['2.4.4.3 SubStatement', { object: sub() }, 200],
  ['2.4.4.3 SubStatement with id, 00066', { object: sub({ id: uuid() }) }, 400],
  ['2.4.4.3 SubStatement with stored, 00067', { object: sub({ stored: '2020-01-01T00:00:00Z' }) }, 400],
  ['2.4.4.3 SubStatement with version, 00068', { object: sub({ version: '1.0.0' }) }, 400],
  ['2.4.4.3 SubStatement with authority, 00069', { object: sub({ authority: agent }) }, 400],
  ['2.4.4.3 nested SubStatement, 00071', { object: sub({ object: sub() }) }, 400],
  ['2.4.4.3 SubStatement is validated', { object: sub({ actor: {} }) }, 400],
  ['2.4.5.1 scaled 1', { 'result.score': { scaled: 1 } }, 200],
  ['2.4.5.1 scaled 1.01, 00080', { 'result.score': { scaled: 1.01 } }, 400],
  ['2.4.5.1 scaled -1.00001, 00080', { 'result.score': { scaled: -1.00001 } }, 400],
  ['2.4.5.1 raw below min, 00081', { 'result.score': { raw: 1, min: 2 } }, 400],
  ['2.4.5.1 raw above max, 00081', { 'result.score': { raw: 3, max: 2 } }, 400],
  ['2.4.5.1 min not below max, 00082', { 'result.score': { min: 2, max: 2 } }, 400],
  ['2.2 number as text, 00006', { 'result.score': { raw: '1' } }, 400],
  ['2.2 boolean as text, 00006', { 'result.success': 'true' }, 400],
  ['2.4.5 response', { 'result.response': 1 }, 400],
  ['4.6 duration', { 'result.duration': 'PT1H0M0.1S' }, 200],
  ['4.6 duration of more than 0.01 s', { 'result.duration': 'P1DT12H36M0.12567S' }, 200],
  ['4.6 duration, 00124', { 'result.duration': 'PA1H0M0S' }, 400],
  ['4.6 duration as number, 00124', { 'result.duration': 12345 }, 400],
  ['2.4.6 registration', { 'context.registration': 'x' }, 400],
  ['2.4.6 instructor may be a group, 00087', { 'context.instructor': { objectType: 'Group', member: [agent] } }, 200],
  ['2.4.6 team is a group, 00088', { 'context.team': agent }, 400],
  ['2.4.6 language', { 'context.language': 'something' }, 400],
  ['2.4.6 statement', { 'context.statement': ref() }, 200],
  ['2.4.6 statement is a reference', { 'context.statement': { id: uuid() } }, 400],
  ['2.4.6 revision beside an activity', { 'context.revision': '1' }, 200],
  ['2.4.6 revision beside an agent, 00084', { 'context.revision': '1', object: { objectType: 'Agent', ...agent } }, 400],
  ['2.4.6 platform in a SubStatement, 00085', { object: sub({ 'context.platform': 'x', object: ref() }) }, 400],
  ['2.4.6.2 contextActivities, 00093', { 'context.contextActivities': { parents: [] } }, 400],
  ['2.4.6.2 lone activity, 00096', { 'context.contextActivities': { parent: { id: iri } } }, 200],
  ['4.5 timestamp, 00123', { timestamp: '01/011/2015' }, 400],
  ['4.5 negative zero, 00123', { timestamp: '2020-01-01T00:00:00-00:00' }, 400],
  ['4.5 timestamp with offset', { timestamp: '2020-01-01T00:00:00+02:00' }, 200],
  ['4.5 timestamp without zone', { timestamp: '2020-01-01T00:00:00' }, { '1.0.3': 200, '2.0.0': 400 }],
  ['2.4.7 near future', { timestamp: new Date(Date.now() + 300000).toISOString() }, 200],
  ['2.4.8 stored is validated', { stored: 'x' }, 400],
  ['2.4.8 stored is overwritten, 00097', { stored: '2013-05-18T05:32:34.804Z' }, 200],
  ['2.4.9 authority agent', { authority: agent }, 200],
  ['2.4.9 authority identified group, 00098', { authority: { objectType: 'Group', ...agent } }, 400],
  ['2.4.9 authority of one member, 00100', { authority: { objectType: 'Group', member: [agent] } }, 400],
  ['2.4.10 version 1.0', { version: '1.0' }, 200],
  ['2.4.10 version 1.0.9', { version: '1.0.9' }, 200],
  ['2.4.10 version 2.0.0', { version: '2.0.0' }, { '1.0.3': 400, '2.0.0': 200 }],
  ['2.4.10 version 0.9.9, 00101', { version: '0.9.9' }, 400],
  ['2.4.10 version 1.1.0, 00101', { version: '1.1.0' }, 400],
  ['2.4.11 attachment', { attachments: attachment() }, 200],
  ['2.4.11 sha2, 00106', { attachments: attachment({ sha2: 1 }) }, 400],
  ['2.4.11 length, 00105', { attachments: attachment({ length: 'x' }) }, 400],
  ['2.4.11 usageType, 00102', { attachments: attachment({ usageType: 'x' }) }, 400],
  ['2.4.11 fileUrl, 00107', { attachments: attachment({ fileUrl: 'x' }) }, 400],
  ['2.4.11 display, 00103', { attachments: attachment({ display: 'x' }) }, 400],
  ['2.3.2 voiding needs a reference, 00017', { verb: { id: 'http://adlnet.gov/expapi/verbs/voided' } }, 400],
  ['2.3.2 voiding what is unknown, 00016', { verb: { id: 'http://adlnet.gov/expapi/verbs/voided' }, object: ref() }, 200],
  ['2.0 contextAgents', { 'context.contextAgents': [{ objectType: 'contextAgent', agent }] }, { '1.0.3': 400, '2.0.0': 200 }],
  ['2.0 contextAgents objectType', { 'context.contextAgents': [{ objectType: 'contextagent', agent }] }, 400],
  ['2.0 contextAgents relevantTypes', { 'context.contextAgents': [{ objectType: 'contextAgent', agent, relevantTypes: [] }] }, 400],
  ['2.0 contextAgents invalid agent', { 'context.contextAgents': [{ objectType: 'contextAgent', agent: {} }] }, 400],
  [
    '2.0 contextGroups',
    { 'context.contextGroups': [{ objectType: 'contextGroup', group: { objectType: 'Group', member: [agent] }, relevantTypes: [iri] }] },
    { '1.0.3': 400, '2.0.0': 200 },
  ],
];

// Texts that no object in this language can be.
const texts = [
  ['2.2 duplicate key', '{"actor":{"mbox":"mailto:a@b.c"},"actor":{"mbox":"mailto:a@b.c"},"verb":{"id":"http://a.b/c"},"object":{"id":"http://a.b/c"}}'],
  ['2.2 malformed JSON, 00014', '{"actor":'],
  ['2.2 null, 00001', '{"actor":{"mbox":"mailto:a@b.c"},"verb":{"id":"http://a.b/c"},"object":{"id":"http://a.b/c"},"result":null}'],
  ['2.2 empty body', ''],
  ['2.2 a number', '1'],
];

export const validation = async () => {
  for (const version of both) {
    for (const [clause, changes, expected] of rows) {
      const status = typeof expected === 'object' ? expected[version] : expected;
      const reply = await send(version, 'POST /statements', { body: make(changes) });
      holds(`${version} ${clause}`, reply.status, status);
      if (reply.status === 400) holds(`${version} ${clause}: says why`, /xAPI|JSON/.test(reply.json?.error?.message ?? ''), true);
    }
    for (const [clause, body] of texts) {
      const reply = await send(version, 'POST /statements', { body, headers: { 'Content-Type': 'application/json' } });
      holds(`${version} ${clause}`, reply.status, 400);
    }
    const reply = await send(version, 'POST /statements', { body: make({ 'result.score': { scaled: '1' } }) });
    holds(`${version} 3.2 a refusal has a pointer`, reply.json.error.pointer, '/result/score/scaled');
  }
};
