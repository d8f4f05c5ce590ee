// A learner, an administrator and an assignable unit that speaks plain HTTP.
import { randomUUID } from 'node:crypto';
import { Learner } from '../support/client.mjs';

export const base = process.env.OT_URL;
export const uuid = randomUUID;
export const cmi5 = 'https://w3id.org/xapi/cmi5/context/';
export const adl = 'http://adlnet.gov/expapi/verbs/', profile = 'https://w3id.org/xapi/adl/verbs/';

export const learner = async () => {
  const one = new Learner({ url: base });
  one.id = (await one.post('/v1/session')).user.id;
  return one;
};
export const admin = async () => {
  const one = new Learner({ url: base });
  await one.post('/v1/auth/token', { token: process.env.ADMIN_TOKEN });
  return one;
};

export const upload = async (who, content, type = 'application/zip') => {
  const reply = await fetch(`${base}/v1/cmi5/courses`, { method: 'POST', headers: { cookie: who.cookie, 'content-type': type }, body: content });
  return { status: reply.status, ...(await reply.json()) };
};

// What the record store holds of a registration, oldest first; waits until as many are there, for some come a moment later.
const key = `Basic ${Buffer.from(`${process.env.PUBLIC_PEM}:${process.env.SECRET_PEM}`).toString('base64')}`;
export async function recorded(registration, least = 0) {
  for (let tries = 0; ; ++tries) {
    const reply = await fetch(`${base}/xapi/statements?registration=${registration}&ascending=true`, { headers: { authorization: key, 'x-experience-api-version': '1.0.3' } });
    const { statements } = await reply.json();
    if (statements.length >= least || tries > 60) return statements;
    await new Promise((done) => setTimeout(done, 50));
  }
}
export const verbs = (statements) => statements.map(({ verb }) => verb.id.split('/').at(-1));
export const session = (statement) => statement.context.extensions[`${cmi5}extensions/sessionid`];

// One launched unit.
export class Unit {
  static async launch(who, course, unit, more = {}) {
    const launched = await who.post(`/v1/cmi5/courses/${course}/launch`, { unit, ...more });
    return Object.assign(new Unit(), { launched, parameters: launched.url ? Object.fromEntries(new URL(launched.url).searchParams) : {} });
  }
  static async begin(who, course, unit, more = {}) {
    const one = await Unit.launch(who, course, unit, more);
    await one.enter();
    await one.say('initialized');
    return one;
  }
  async fetch() {
    const reply = await fetch(this.parameters.fetch, { method: 'POST' });
    return { status: reply.status, type: reply.headers.get('content-type'), cors: reply.headers.get('access-control-allow-origin'), ...(await reply.json()) };
  }
  async enter() {
    this.token = (await this.fetch())['auth-token'];
    this.data = await (await this.xapi('GET', 'activities/state', this.state('LMS.LaunchData'))).json();
  }
  state = (stateId) => ({ activityId: this.parameters.activityId, agent: this.parameters.actor, registration: this.parameters.registration, stateId });
  xapi(method, resource, query = {}, body = undefined, headers = {}) {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return fetch(`${this.parameters.endpoint}${resource}?${new URLSearchParams(query)}`, {
      method, body: text, headers: { authorization: `Basic ${this.token}`, 'x-experience-api-version': '1.0.3', 'content-type': 'application/json', ...headers },
    });
  }
  // A statement as the launch asks for; `change` may spoil it.
  statement(verb, { defined = true, result = this.result(verb), change = () => {} } = {}) {
    const context = structuredClone(this.data.contextTemplate);
    context.registration = this.parameters.registration;
    const category = [...(defined ? [{ id: `${cmi5}categories/cmi5` }] : []), ...(result?.success !== undefined || result?.completion !== undefined ? [{ id: `${cmi5}categories/moveon` }] : [])];
    context.contextActivities.category = category;
    if (result?.score && this.data.masteryScore !== undefined) context.extensions[`${cmi5}extensions/masteryscore`] = this.data.masteryScore;
    const statement = {
      id: uuid(), timestamp: new Date().toISOString(), actor: JSON.parse(this.parameters.actor), verb: { id: verb.includes(':') ? verb : adl + verb },
      object: { id: this.parameters.activityId }, ...(result && { result }), context,
    };
    change(statement);
    return statement;
  }
  result(verb) {
    const duration = 'PT1.5S';
    return { completed: { completion: true, duration }, passed: { success: true, duration }, failed: { success: false, duration }, terminated: { duration } }[verb];
  }
  async send(statement) {
    const reply = await this.xapi('POST', 'statements', {}, statement);
    return { status: reply.status, ...(reply.status === 200 ? { ids: await reply.json() } : await reply.json()) };
  }
  say = (verb, options) => this.send(this.statement(verb, options));
}
