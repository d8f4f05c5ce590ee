// A person whose every word is a canary, and where canaries are looked for.
import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Learner } from '../support/client.mjs';
import { pause, until } from '../support/server.mjs';

export const canary = 'qanaryq';
export const password = 'a phrase for the canary';
export const uuid = randomUUID;
const key = `Basic ${Buffer.from('public:secret').toString('base64')}`;
export const settings = {
  ADMIN_TOKEN: 'open-sesame', PUBLIC_PEM: 'public', SECRET_PEM: 'secret', OT_XAPI_PRIVATE_TARGETS: '1', OT_PUSH_CONTACT: 'mailto:admin@school.example',
  OT_LIMITS: 'plan=0,lesson=0,ask=0,session=0,hello=0,upload=0,event=0,signup=0,login=0', OT_LESSON_PACE_MS: '5',
};

export const administrator = async (server) => {
  const admin = new Learner(server);
  await admin.post('/v1/auth/token', { token: 'open-sesame' });
  return admin;
};
export const userOf = async (somebody) => (await somebody.post('/v1/session')).user.id;
export const signedUp = async (server, name, more = {}) => {
  const person = new Learner(server);
  await person.post('/v1/signup', { name, password, ...more });
  person.id = await userOf(person);
  return person;
};

// A server that answers every request alike and keeps what it was told.
export class Listener {
  heard = [];
  static async start(answer = '{}') {
    const listener = new Listener();
    listener.server = createServer(async (request, response) => {
      const body = Buffer.concat(await request.toArray()).toString();
      if (request.method === 'POST') listener.heard.push(body);
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    });
    await new Promise((done) => listener.server.listen(0, '127.0.0.1', done));
    listener.url = `http://127.0.0.1:${listener.server.address().port}`;
    return listener;
  }
  says = (text) => this.heard.some((body) => body.includes(text));
  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

export const xapi = (server, method, path, body, headers = {}) =>
  fetch(`${server.url}/xapi${path}`, {
    method, headers: { authorization: key, 'x-experience-api-version': '2.0.0', 'content-type': 'application/json', ...headers },
    body: body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });
export const home = 'http://127.0.0.1:8790';
export const agentOf = (user, more = {}) => ({ objectType: 'Agent', account: { homePage: home, name: user }, ...more });
export const statementOf = (user, more = {}) => ({
  id: uuid(), actor: agentOf(user, { name: `${canary} actor` }), verb: { id: 'http://example.com/did' }, object: { id: 'http://example.com/thing' },
  result: { response: `${canary} response`, extensions: { 'http://example.com/x': `${canary} extension` } }, ...more,
});

export async function storeWithFile(server, user, text) {
  const content = Buffer.from(text);
  const sha2 = createHash('sha256').update(content).digest('hex');
  const attachments = [{ usageType: 'http://example.com/u', display: { en: `${canary} file` }, contentType: 'text/plain', length: content.length, sha2 }];
  const head = (type, more = '') => `--xyz\r\nContent-Type: ${type}\r\n${more}\r\n`;
  const body = Buffer.concat([
    Buffer.from(`${head('application/json')}${JSON.stringify(statementOf(user, { attachments }))}\r\n`),
    Buffer.from(head('text/plain', `Content-Transfer-Encoding: binary\r\nX-Experience-API-Hash: ${sha2}\r\n`)), content, Buffer.from('\r\n--xyz--\r\n'),
  ]);
  return (await xapi(server, 'POST', '/statements', body, { 'content-type': 'multipart/mixed; boundary=xyz' })).status;
}

export async function upload(learner, name, text) {
  const form = new FormData();
  form.append('title', `${canary} course`);
  form.append('file', new Blob([text]), name);
  const reply = await fetch(`${learner.server.url}/v1/courses`, { method: 'POST', headers: { cookie: learner.cookie }, body: form });
  return (await reply.json()).import;
}
export const imported = (learner, id) => until(async () => ['done', 'failed'].includes((await learner.get(`/v1/imports/${id}`)).state), 'the import');

export async function exported(somebody, path = '/v1/account') {
  const begun = await somebody.post(`${path}/export`);
  await until(async () => (await somebody.get(`${path}/exports`)).exports[0]?.state === 'ready', 'the export');
  const reply = await somebody.call('GET', `${path}/exports/${begun.id}`);
  return { id: begun.id, status: reply.status, type: reply.headers.get('content-type'), bytes: Buffer.from(await reply.arrayBuffer()) };
}
// The files of a zip, by name.
export function unpacked(bytes, place) {
  execFileSync('python3', ['-c', 'import sys,zipfile,io; zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())).extractall(sys.argv[1])', place], { input: bytes });
  const files = {};
  const walk = (folder) => {
    for (const name of readdirSync(join(place, folder))) {
      const path = join(folder, name);
      if (statSync(join(place, path)).isDirectory()) walk(path);
      else files[path] = readFileSync(join(place, path), 'utf8');
    }
  };
  walk('');
  return files;
}
export const erased = (admin, user) =>
  until(async () => (await admin.get('/v1/admin/erasures')).erasures.some((one) => one.users.includes(user) && one.state === 'done'), 'the erasure', 60_000);

// Every column of every table whose text holds `words`, with how many rows: "users.id".
export async function columnsWith(server, words) {
  const columns = server.schema
    ? await server.rows(`SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = '${server.schema}'`)
    : await server.rows("SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'");
  const text = ([, column, type]) =>
    server.schema ? (type === 'bytea' ? `encode("${column}", 'escape')` : `CAST("${column}" AS TEXT)`) : `CAST("${column}" AS TEXT)`;
  const holds = (column) => (server.schema ? `${text(column)} ILIKE '%${words}%'` : `instr(lower(${text(column)}), '${words}') > 0`);
  const counts = columns.map((column) => `SELECT '${column[0]}.${column[1]}' AS place, count(*) AS n FROM "${column[0]}" WHERE ${holds(column)}`);
  const found = [];
  for (let at = 0; at < counts.length; at += 40)
    found.push(...(await server.rows(`SELECT place, n FROM (${counts.slice(at, at + 40).join(' UNION ALL ')}) AS all_of_them WHERE n > 0`)));
  return { searched: columns.length, places: found.map(([place]) => place).sort() };
}
// Files of the data directory that hold `words`, with what stands around them.
export function filesWith(server, words) {
  const found = [];
  const walk = (folder) => {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) walk(path);
      else {
        const bytes = readFileSync(path).toString('latin1'), at = bytes.toLowerCase().indexOf(words);
        if (at >= 0) found.push(`${name}: ${bytes.slice(Math.max(0, at - 60), at + 40).replaceAll(/[^ -~]/g, '.')}`);
      }
    }
  };
  walk(join(server.home, 'data'));
  return found;
}
export { pause, until };
