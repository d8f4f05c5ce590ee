// Full ingest by clients that do what a client can: whoever gets no acknowledgement sends the same again until there is one.
import { randomUUID } from 'node:crypto';
import { pause } from '../support/server.mjs';

const key = 'Basic ' + Buffer.from(`${process.env.PUBLIC_PEM}:${process.env.SECRET_PEM}`).toString('base64');
const headers = { Authorization: key, 'Content-Type': 'application/json', 'X-Experience-API-Version': '2.0.0' };
const verbs = 'http://adlnet.gov/expapi/verbs/';
const below = (n) => Math.floor(Math.random() * n);
const oneOf = (list) => list[below(list.length)];

const made = () => ({
  id: randomUUID(),
  actor: { name: 'Ada', mbox: `mailto:learner${below(20)}@example.com` },
  verb: { id: verbs + oneOf(['answered', 'completed', 'passed', 'failed', 'terminated']) },
  object: { id: `http://example.com/units/${below(12)}` },
  result: { duration: `PT${below(300)}.5S`, score: { scaled: below(101) / 100 } },
  ...(below(2) && { timestamp: new Date(Date.now() - below(3 * 86_400_000)).toISOString() }),
});
const voiding = (target) => ({ ...made(), verb: { id: `${verbs}voided` }, object: { objectType: 'StatementRef', id: target }, result: undefined });

// What was acknowledged: `requests` posted, as {ids, sent, answered}, and the `ids` of all; `voided` are the targets of voiding ones.
export class Ingest {
  constructor(server) {
    this.server = server;
    this.over = false;
    this.requests = [];
    this.ids = [];
    this.voided = new Set();
    this.refusals = [];
    this.unknown = 0; // queued without ids of their own and never acknowledged: they may be there or not
  }
  static async during(server, doors, events) {
    const ingest = new Ingest(server);
    const clients = doors.flatMap(([door, count, size]) => Array.from({ length: count }, () => ingest.keepSending(door, size)));
    try {
      await events(ingest);
    } catch (error) {
      ingest.givenUp = true;
      throw error;
    } finally {
      ingest.over = true;
      await Promise.all(clients);
    }
    return ingest;
  }
  async keepSending(door, size) {
    while (!this.over) await this.sendUntilAcknowledged(door, this.some(size));
  }
  some(size) {
    const all = Array.from({ length: size === 1 ? 1 : 1 + below(size) }, made);
    if (below(10) || this.requests.length === 0) return all;
    const target = oneOf(oneOf(this.requests).ids);
    if (!this.isVoiding(target)) all.push(voiding(target));
    return all;
  }
  isVoiding = (id) => this.voidingIds?.has(id) ?? false;
  async sendUntilAcknowledged(door, statements) {
    const targets = statements.filter((each) => each.object.objectType === 'StatementRef');
    for (const each of targets) (this.voidingIds ??= new Set()).add(each.id);
    const queued = door === '/v1/xapi/queue', named = !queued || below(3) > 0 || targets.length > 0;
    const body = JSON.stringify(named ? statements : statements.map(({ id: _, ...rest }) => rest));
    for (const sent = performance.now(); !this.givenUp; await pause(10)) {
      const ids = await this.send(door, body);
      if (!ids && named) continue;
      if (!ids) return void (this.unknown += statements.length);
      if (!queued) this.requests.push({ ids, sent, answered: performance.now() });
      for (const id of ids) this.ids.push(id);
      for (const each of targets) this.voided.add(each.object.id);
      return;
    }
  }
  // The ids, or nothing when that was no acknowledgement.
  async send(door, body) {
    try {
      const reply = await fetch(this.server.url + door, { method: 'POST', headers, body, signal: AbortSignal.timeout(20_000) });
      const text = await reply.text();
      if (reply.status >= 400 && reply.status < 500) this.refusals.push(`${reply.status} ${text}`);
      if (!reply.ok) return undefined;
      const answer = JSON.parse(text);
      return answer.ids ?? answer;
    } catch {
      return undefined;
    }
  }
}
export const everywhere = [['/xapi/statements', 6, 1], ['/xapi/statements', 3, 25], ['/v1/xapi/queue', 4, 8]];
export const queueOnly = [['/v1/xapi/queue', 6, 4]];
