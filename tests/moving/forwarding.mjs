import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { equals, holds } from '../support/checks.mjs';
import { bare, engine, Film, ids, learner, make, many, multipart, pause, Scripted, Server, until, uuid } from './lib.mjs';

const accept = () => ({ status: 200, body: '[]' });
const bodies = (scripted) => scripted.requests.filter((one) => one.method === 'POST').map((one) => JSON.parse(one.body));

async function toAnotherServer() {
  const [from, to] = [await new Server().start(), await new Server().start()];
  const early = many(30);
  await from.store(early);
  const content = Buffer.from('the content of an attachment');
  const attached = make({
    attachments: [
      { usageType: 'http://example.com/u', display: { en: 'x' }, contentType: 'text/plain', length: content.length, sha2: createHash('sha256').update(content).digest('hex') },
    ],
  });
  equals('a statement with an attachment is stored', 200, (await from.xapi('POST /statements', multipart(attached, content))).status);
  // One that a SubStatement declares.
  const { attachments, ...inner } = attached;
  const inside = Buffer.from('the content of what is planned');
  const sha2 = createHash('sha256').update(inside).digest('hex');
  const { id: _, ...planned } = inner;
  const nested = make({ object: { objectType: 'SubStatement', ...planned, attachments: [{ ...attachments[0], length: inside.length, sha2 }] } });
  equals('one of a SubStatement is stored', 200, (await from.xapi('POST /statements', multipart(nested, inside))).status);
  const id = await from.forward({ url: `${to.url}/xapi` });
  const target = make();
  for (let i = 0; i < 6; i++) await from.store(many(75));
  await from.store([target]);
  await from.store([make({ verb: { id: 'http://adlnet.gov/expapi/verbs/voided' }, object: { objectType: 'StatementRef', id: target.id } })]);
  const state = await from.caughtUp(id);
  equals('all are delivered', 30 + 2 + 6 * 75 + 2, state.delivered);
  equals('none is refused', 0, state.refused);
  const [sent, arrived] = [await from.all(), await to.all()];
  equals('the target has them in order', ids(sent), ids(arrived));
  equals('and as they were', sent.map(bare), arrived.map(bare));
  equals('what is voided here is voided there', 200, (await to.xapi('GET /statements', { query: { voidedStatementId: target.id } })).status);
  const parts = await to.xapi('GET /statements', { query: { statementId: attached.id, attachments: 'true' } });
  holds('the attachment came along', parts.text.includes(content.toString()), parts.text);
  const within = await to.xapi('GET /statements', { query: { statementId: nested.id, attachments: 'true' } });
  holds('that of a SubStatement too', within.text.includes(inside.toString()), within.text);

  const again = await from.admin(`POST /v1/xapi/forwards/${id}/replay`, {});
  equals('replay answers', 200, again.status);
  await from.caughtUp(id);
  await until('the second delivery', async () => (await from.show(id)).delivered >= 2 * state.delivered);
  equals('a replay stores nothing twice', arrived.length, (await to.all()).length);

  equals('it is paused', 'paused', (await from.admin(`POST /v1/xapi/forwards/${id}/pause`, {})).json.state);
  await pause(300);
  await from.store(many(3));
  await pause(600);
  equals('a paused target waits', [3, arrived.length], [(await from.show(id)).lag.statements, (await to.all()).length]);
  await from.admin(`POST /v1/xapi/forwards/${id}/resume`, {});
  await from.caughtUp(id);
  equals('a resumed one goes on', arrived.length + 3, (await to.all()).length);
  await changing(from, to, id);
  const metrics = await (await fetch(`${from.url}/metrics`)).text();
  holds('deliveries are counted', metrics.includes(`xapi_forward_delivered_total{forward="${id}"}`));
  equals('it is deleted', 204, (await from.admin(`DELETE /v1/xapi/forwards/${id}`)).status);
  equals('and gone', 404, (await from.admin(`GET /v1/xapi/forwards/${id}`)).status);
  await from.stop();
  await to.stop();
}

// A target gets another label, filter and secret where it stands.
async function changing(from, to, id) {
  const change = (wanted) => from.admin(`PUT /v1/xapi/forwards/${id}`, { label: 'changed', url: `${to.url}/xapi`, ...wanted });
  const before = await from.show(id);
  const other = await change({ url: 'http://127.0.0.1:9/xapi' });
  equals('another host needs its own secret', [400, true], [other.status, other.text.includes('/secret')]);
  equals('a version that is none is refused', 400, (await change({ version: '3' })).status);
  const verb = 'http://example.com/wanted';
  const changed = (await change({ secret: 'wrong', filter: { verbs: [verb] } })).json;
  equals('a target is changed', ['changed', [verb], before.cursor, before.key, before.made_at], [changed.label, changed.filter.verbs, changed.cursor, changed.key, changed.made_at]);
  const held = (await to.all()).length;
  await from.store([make({ verb: { id: verb } }), make()]);
  await until('the wrong secret is noticed', async () => (await from.show(id)).state === 'waiting');
  equals('what is not said stays', [verb], (await change({})).json.filter.verbs);
  equals('a filter can be taken away', [200, []], await change({ secret: 'secret', filter: { verbs: [] } }).then(({ status, json }) => [status, json.filter.verbs]));
  await from.caughtUp(id);
  equals('it goes on where it was', held + 2, (await to.all()).length);
  equals('nobody else\'s is changed', 404, (await from.admin('PUT /v1/xapi/forwards/none', { label: 'x', url: to.url })).status);
}

async function largeFile() {
  const from = await new Server({ OT_XAPI_TARGET_PATIENCE_MS: '20000' }).start();
  const to = await new Server().start();
  const film = new Film(40 << 20);
  equals('a large file is stored', 200, await film.into(from));
  // The caches of a database fill once, whoever reads.
  holds('and given back', (await Promise.all(Array.from({ length: 6 }, () => film.isIn(from)))).every(Boolean));
  from.forgetPeak();
  const before = from.memory('VmRSS');
  const id = await from.forward({ url: `${to.url}/xapi` });
  await from.caughtUp(id);
  const more = from.memory('VmHWM') - before;
  holds('it goes out in pieces', more < 25 << 10, `${more} KB more`);
  console.log(`${engine}: forwarding 40 MiB took ${more} KB of memory at most`);
  holds('and arrives byte for byte', await film.isIn(to));
  equals('at the first try', [1, 0], (({ delivered, failures }) => [delivered, failures])(await from.show(id)));
  holds('which is all that was asked', !from.log.includes('xapi.forward_waits'), from.log);
  await from.stop();
  await to.stop();
}

async function filters() {
  const target = await new Scripted(accept).start();
  const from = await new Server().start();
  const passed = { id: 'http://example.com/verbs/passed' };
  const wanted = make({ actor: learner('wanted'), verb: passed, object: { id: 'http://example.com/course/1/unit/2' }, context: { registration: uuid() } });
  const others = [make({ verb: passed }), make({ object: { id: 'http://example.com/course/1/unit/3' } }), make({ actor: learner('wanted') })];
  const voiding = make({ verb: { id: 'http://adlnet.gov/expapi/verbs/voided' }, object: { objectType: 'StatementRef', id: wanted.id } });
  await from.store([others[0], wanted, others[1], others[2]]);
  await from.store([voiding]);
  const filter = { verbs: ['http://example.com/verbs/failed', passed.id], activity_prefix: 'http://example.com/course/1/', agent: learner('wanted'), registration: wanted.context.registration };
  const id = await from.forward({ url: target.url, filter });
  await from.caughtUp(id);
  equals('what fits goes out, and what voids it', [wanted.id, voiding.id], bodies(target).flat().map((one) => one.id));
  const later = await from.forward({ url: target.url, since: new Date(Date.now() + 60_000).toISOString() });
  equals('nothing stored before `since` waits', 0, (await from.show(later)).lag.statements);
  const ahead = await from.forward({ url: target.url, filter: { activity_prefix: 'http://example.com/course/1/' } });
  equals('a filter holds what is asked for, without verbs too', 'http://example.com/course/1/', (await from.show(ahead)).filter.activity_prefix);
  equals('and shows that there are none', [], (await from.show(ahead)).filter.verbs);
  await from.admin(`DELETE /v1/xapi/forwards/${ahead}`);
  for (const wrong of [{ verbs: ['x'] }, { activity: 'x' }, { registration: 'x' }, { agent: {} }])
    equals(`${JSON.stringify(wrong)} is refused`, 400, (await from.admin('POST /v1/xapi/forwards', { label: 'x', kind: 'lrs', url: target.url, key: 'a', secret: 'b', filter: wrong })).status);
  await from.stop();
  await target.stop();
}

async function olderTarget() {
  const target = await new Scripted(accept).start();
  const from = await new Server().start();
  const newer = make({ context: { contextAgents: [{ objectType: 'contextAgent', agent: learner('other') }], platform: 'p' } });
  await from.store([newer]);
  const id = await from.forward({ url: `${target.url}/xapi/`, version: '1.0.3' });
  await from.caughtUp(id);
  const [request] = target.requests;
  const [sent] = JSON.parse(request.body);
  equals('it is asked in its own edition', ['/xapi/statements', '1.0.3'], [request.url, request.headers['x-experience-api-version']]);
  equals('a statement of 2.0.0 is brought to 1.0.3', ['1.0.0', { platform: 'p' }], [sent.version, sent.context]);
  await from.stop();
  await target.stop();
}

// The signature is of all of it, and 1.0.3 knows only a part.
async function signedToOlderTarget() {
  const [from, to] = [await new Server().start(), await new Server().start()];
  const statement = make({ context: { contextAgents: [{ objectType: 'contextAgent', agent: learner('teacher') }] } });
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signature = Buffer.from(`${encode({ alg: 'RS256' })}.${encode(statement)}.c2lnbmF0dXJl`);
  const sha2 = createHash('sha256').update(signature).digest('hex');
  const usageType = 'http://adlnet.gov/expapi/attachments/signature';
  const attachments = [{ usageType, display: { en: 'signature' }, contentType: 'application/octet-stream', length: signature.length, sha2 }];
  equals('a signed statement is stored', 200, (await from.xapi('POST /statements', multipart({ ...statement, attachments }, signature))).status);
  const state = await from.caughtUp(await from.forward({ url: `${to.url}/xapi`, version: '1.0.3' }));
  equals('it is delivered', [1, 0], [state.delivered, state.refused]);
  const [arrived] = await to.all();
  equals('without what 1.0.3 does not know, and without the signature', [statement.id, undefined, undefined], [arrived.id, arrived.context, arrived.attachments]);
  await from.stop();
  await to.stop();
}

// Hangs, wants a pause, breaks, refuses one statement of a batch; takes everything else.
async function badTarget() {
  const poison = make();
  const taken = [];
  let angry = true;
  const target = await new Scripted((request, n) => {
    if (n === 1) return undefined;
    if (n === 2) return { status: 429, headers: { 'Retry-After': '1' } };
    if (n === 3) return { status: 500 };
    const statements = JSON.parse(request.body);
    if (angry && statements.some((one) => one.id === poison.id)) return { status: 400, body: '{"why":"I do not like it"}' };
    taken.push(...ids(statements));
    return accept();
  }).start();
  const from = await new Server().start();
  const [before, after] = [many(61), many(80)];
  await from.store([...before, poison, ...after]);
  const id = await from.forward({ url: target.url });
  const waiting = await until('a failure', async () => {
    const now = await from.show(id);
    return now.failures > 0 && now;
  });
  holds('a failure is told', waiting.state === 'waiting' && waiting.last_error !== undefined && waiting.retry_at !== undefined, waiting);
  const state = await from.caughtUp(id);
  equals('all but one arrive, once and in order', [...ids(before), ...ids(after)], taken);
  equals('and are counted', [141, 1], [state.delivered, state.refused]);
  holds('Retry-After is kept', target.requests[2].at - target.requests[1].at >= 1000, target.requests[2].at - target.requests[1].at);
  const letters = (await from.admin(`GET /v1/xapi/forwards/${id}/dead-letters`)).json.dead_letters;
  equals('the refused one is put aside with the reason', [[poison.id, 400, '{"why":"I do not like it"}']], letters.map((one) => [one.statement_id, one.status, one.reason]));
  angry = false;
  equals('it is offered again', 1, (await from.admin(`POST /v1/xapi/forwards/${id}/dead-letters/retry`, {})).json.retried);
  await until('its delivery', async () => (await from.show(id)).refused === 0);
  equals('and taken', poison.id, taken.at(-1));
  await from.stop();
  await target.stop();
}

async function conflicts() {
  const to = await new Server().start();
  const from = await new Server().start();
  const [equal, different, plain] = many(3);
  await from.store([equal, different, plain]);
  await to.store([equal, { ...different, verb: { id: 'http://example.com/verbs/other' } }]);
  const id = await from.forward({ url: `${to.url}/xapi` });
  const state = await from.caughtUp(id);
  equals('what the target has, equal, counts as delivered; another under the id is put aside', [2, 1], [state.delivered, state.refused]);
  equals('the rest goes on', 3, (await to.all()).length);
  await from.stop();
  await to.stop();
}

async function killedSender() {
  const taken = [];
  const target = await new Scripted(async (request) => {
    await pause(60);
    taken.push(ids(JSON.parse(request.body)));
    return accept();
  }).start();
  const from = await new Server().start();
  const all = [];
  for (let i = 0; i < 4; i++) {
    const batch = many(500);
    await from.store(batch);
    all.push(...ids(batch));
  }
  const id = await from.forward({ url: target.url });
  await until('the middle', () => taken.length >= 3);
  await from.kill();
  const cut = taken.flat().length;
  holds('it is killed in the middle', cut > 0 && cut < all.length, cut);
  await from.start();
  await until('the rest', async () => new Set(taken.flat()).size === all.length, 60);
  await from.caughtUp(id);
  equals('all arrive, first in order', all, [...new Set(taken.flat())]);
  holds('at most one request is repeated', taken.flat().length - all.length <= 200, taken.flat().length);
  await from.stop();
  await target.stop();
}

const verified = (request, secret) => {
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(request.headers['x-omnitutor-signature']);
  const expected = createHmac('sha256', secret).update(`${t}.${request.body}`).digest();
  return Math.abs(Date.now() / 1000 - Number(t)) < 60 && timingSafeEqual(expected, Buffer.from(v1, 'hex'));
};

async function webhooks() {
  const hook = await new Scripted(() => ({ status: 204, body: '' })).start();
  const from = await new Server().start();
  const statements = many(5);
  await from.store(statements);
  const made = (await from.admin('POST /v1/xapi/forwards', { label: 'hook', kind: 'webhook', url: `${hook.url}/in` })).json;
  holds('a secret is made and shown once', /^[0-9a-f]{64}$/.test(made.secret), made);
  await from.caughtUp(made.forward.id);
  const [request] = hook.requests;
  const body = JSON.parse(request.body);
  holds('the signature holds', verified(request, made.secret));
  holds('another secret does not make it', !verified(request, 'guess'));
  equals('the event', ['statements', made.forward.id, ids(statements)], [body.event, body.forward, ids(body.statements)]);
  equals('the delivery has an id', body.id, request.headers['x-omnitutor-delivery']);
  const shown = JSON.stringify([await from.show(made.forward.id), (await from.admin('GET /v1/xapi/forwards')).json]);
  holds('no answer holds the secret', !shown.includes(made.secret));
  holds('nor does the log', !from.log.includes(made.secret), from.log);
  await from.stop();
  await hook.stop();
}

async function privateTargets() {
  const target = await new Scripted(accept).start();
  const from = await new Server({ OT_XAPI_PRIVATE_TARGETS: '0' }).start();
  await from.store(many(1));
  for (const url of [target.url, 'http://localhost:1/', 'http://[::1]/', 'http://169.254.169.254/latest', 'file:///etc/passwd', 'http://a:b@example.com/'])
    for (const [path, body] of [['/v1/xapi/forwards', { label: 'x', kind: 'lrs', url, key: 'a', secret: 'b' }], ['/v1/xapi/imports', { url, key: 'a', secret: 'b' }]])
      equals(`${path} does not lead to ${url}`, 400, (await from.admin(`POST ${path}`, body)).status);
  equals('nobody was asked', 0, target.requests.length);
  await from.stop();
  await target.stop();
}

export const forwarding = {
  'forwarding to another server': toAnotherServer,
  'forwarding a large file': largeFile,
  'forwarding by filters': filters,
  'forwarding to 1.0.3': olderTarget,
  'forwarding what is signed to 1.0.3': signedToOlderTarget,
  'forwarding to a bad target': badTarget,
  'forwarding over conflicts': conflicts,
  'forwarding by a killed sender': killedSender,
  'forwarding to webhooks': webhooks,
  'forwarding to private addresses': privateTargets,
};
