// The pieces that every table of this suite is written with.
import { randomUUID } from 'node:crypto';
import { equals } from '../support/checks.mjs';

export { finish } from '../support/checks.mjs';

export const url = process.env.OT_URL;
export const basic = (name, secret) => 'Basic ' + Buffer.from(`${name}:${secret}`).toString('base64');
export const admin = basic(process.env.PUBLIC_PEM, process.env.SECRET_PEM);
export const uuid = randomUUID;

// One row: the clause, what is asked, and what came against what was expected.
export const holds = (row, found, expected) => equals(row, expected, found);
export const guard = async (name, run) => {
  try {
    await run();
  } catch (error) {
    holds(`${name} ran to its end`, `${error.config?.method} ${error.config?.url} ${error.config?.data?.toString().slice(0, 900)} ${JSON.stringify(error.response?.data)} ${error.stack}`, '');
  }
};

// send(version, 'GET /statements', {query, headers, body, auth}); `body` that is no text or bytes is sent as JSON.
export const send = async (version, what, { query = {}, headers = {}, body, auth = admin } = {}) => {
  const [method, path] = what.split(' ');
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  ).toString();
  const isJson = body !== undefined && typeof body !== 'string' && !Buffer.isBuffer(body);
  const all = { ...(version ? { 'X-Experience-API-Version': version } : {}), ...(auth ? { Authorization: auth } : {}) };
  if (isJson) all['Content-Type'] = 'application/json';
  Object.assign(all, headers);
  const target = path.startsWith('/xapi') ? url + path : `${url}/xapi${path}`;
  const response = await fetch(target + (search ? `${path.includes('?') ? '&' : '?'}${search}` : ''), {
    method,
    headers: all,
    body: isJson ? JSON.stringify(body) : body,
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = bytes.toString('utf8');
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, bytes, text, json };
};

export const base = () => ({
  actor: { mbox: 'mailto:learner@example.com' },
  verb: { id: 'http://example.com/verbs/did' },
  object: { id: 'http://example.com/things/one' },
});
// A statement with members set by path: make({'result.score': {…}, verb: undefined}).
export const make = (changes = {}) => {
  const statement = base();
  for (const [path, value] of Object.entries(changes)) {
    const names = path.split('.');
    let at = statement;
    for (const name of names.slice(0, -1)) at = at[name] ??= {};
    if (value === undefined) delete at[names.at(-1)];
    else at[names.at(-1)] = value;
  }
  return statement;
};
export const both = ['1.0.3', '2.0.0'];
// Stores statements and gives their ids.
export const store = async (version, ...statements) => {
  const reply = await send(version, 'POST /statements', { body: statements });
  if (reply.status !== 200) throw new Error(`not stored: ${reply.text}`);
  return reply.json;
};
export const ids = (reply) => reply.json?.statements?.map((statement) => statement.id);
