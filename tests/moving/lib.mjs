// Servers of this suite, and targets that behave as they are told.
import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = new URL('../..', import.meta.url).pathname;
const binary = process.env.OT_BINARY ?? join(root, 'build/dev/omnitutor');
const postgres = process.env.OT_TEST_POSTGRES;
export const engine = postgres ? 'postgres' : 'sqlite';
export const uuid = randomUUID;
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export const basic = 'Basic ' + Buffer.from('public:secret').toString('base64');

const open = new Set();
export const stopAll = async () => {
  for (const one of [...open]) await one.stop();
};

// Asks until the answer is truthy.
export async function until(what, ask, seconds = 20) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(40)) {
    const answer = await ask();
    if (answer) return answer;
  }
  throw new Error(`${what} did not come in ${seconds} s`);
}

const binaries = () => join('/usr/lib/postgresql', readdirSync('/usr/lib/postgresql').sort((a, b) => b - a)[0], 'bin');
const onPostgres = (program, ...args) => {
  const host = /host=(\S+)/.exec(postgres)[1];
  return execFileSync(join(binaries(), program), ['-h', host, '-U', 'omnitutor', ...args], { maxBuffer: 1 << 30 });
};

// An OmniTutor with a database of its own, which outlives kill().
export class Server {
  constructor(env = {}) {
    this.data = mkdtempSync(join(tmpdir(), 'ot-moving-'));
    this.env = { PUBLIC_PEM: 'public', SECRET_PEM: 'secret', ADMIN_TOKEN: 'open-sesame', OT_XAPI_PRIVATE_TARGETS: '1', OT_XAPI_TARGET_PATIENCE_MS: '1500', OT_COURSES: '/nowhere', ...env };
    this.log = '';
    this.port = 0;
    if (postgres) {
      this.database = `moving_${uuid().replaceAll('-', '')}`;
      onPostgres('createdb', this.database);
      this.env.DATABASE_URL = postgres.replace(/dbname=\S+/, `dbname=${this.database}`);
    }
    open.add(this);
  }
  async start() {
    const portFile = join(this.data, 'port');
    rmSync(portFile, { force: true });
    const args = ['serve', '--listen', `127.0.0.1:${this.port}`, '--data', this.data, '--port-file', portFile];
    this.process = spawn(binary, args, { env: { ...process.env, ...this.env } });
    for (const stream of [this.process.stdout, this.process.stderr]) stream.on('data', (bytes) => (this.log += bytes));
    this.exited = new Promise((resolve) => this.process.on('exit', resolve));
    await until('the port', () => existsSync(portFile));
    this.port = Number(readFileSync(portFile, 'utf8'));
    this.url = `http://127.0.0.1:${this.port}`;
    const login = await fetch(`${this.url}/v1/auth/token`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"token":"open-sesame"}' });
    this.cookie = login.headers.get('set-cookie').split(';')[0];
    return this;
  }
  async kill() {
    this.process.kill('SIGKILL');
    await this.exited;
  }
  async stop() {
    open.delete(this);
    this.process?.kill('SIGTERM');
    await this.exited;
    rmSync(this.data, { recursive: true, force: true });
  }
  command(...args) {
    const env = { ...process.env, ...this.env };
    const options = { env, input: '', maxBuffer: 1 << 30, stdio: ['pipe', 'pipe', 'pipe'] };
    if (typeof args.at(-1) === 'object') Object.assign(options, args.pop());
    return execFileSync(binary, [...args, '--data', this.data], options).toString();
  }

  // A route for administrators: admin('POST /v1/…', body).
  async admin(what, body, headers = {}) {
    const [method, path] = what.split(' ');
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const reply = await fetch(this.url + path, { method, headers: { Cookie: this.cookie, 'Content-Type': 'application/json', ...headers }, body: text });
    const bytes = await reply.text();
    let json;
    try {
      json = JSON.parse(bytes);
    } catch {
      json = undefined;
    }
    return { status: reply.status, text: bytes, json };
  }
  async xapi(what, { query = {}, body, headers = {}, version = '2.0.0' } = {}) {
    const [method, path] = what.split(' ');
    const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : value]));
    const isText = body === undefined || typeof body === 'string' || Buffer.isBuffer(body);
    const reply = await fetch(`${this.url}/xapi${path}?${search}`, {
      method,
      headers: { Authorization: basic, 'X-Experience-API-Version': version, 'Content-Type': 'application/json', ...headers },
      body: isText ? body : JSON.stringify(body),
    });
    const text = await reply.text();
    return { status: reply.status, text, headers: reply.headers, json: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : undefined };
  }
  async store(statements) {
    const reply = await this.xapi('POST /statements', { body: statements });
    if (reply.status !== 200) throw new Error(`not stored: ${reply.text}`);
    return reply.json;
  }
  // Every statement that is not voided, oldest first.
  async all(query = {}) {
    const found = [];
    let more = '';
    do {
      const reply = await this.xapi('GET /statements', { query: more ? Object.fromEntries(new URL(more, this.url).searchParams) : { ascending: 'true', ...query } });
      found.push(...reply.json.statements);
      more = reply.json.more;
    } while (more);
    return found;
  }
  async forward(target) {
    const reply = await this.admin('POST /v1/xapi/forwards', { label: 'test', kind: 'lrs', key: 'public', secret: 'secret', ...target });
    if (reply.status !== 200) throw new Error(`no forward: ${reply.text}`);
    return reply.json.forward.id;
  }
  show = async (id) => (await this.admin(`GET /v1/xapi/forwards/${id}`)).json;
  caughtUp = (id) =>
    until('the end of the lag', async () => {
      const now = await this.show(id);
      return now.lag.statements === 0 && now.state === 'running' && now;
    });
  // KB: "VmRSS", or "VmHWM", the most of it since forgetPeak().
  memory = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${this.process.pid}/status`, 'utf8'))[1]);
  forgetPeak = () => writeFileSync(`/proc/${this.process.pid}/clear_refs`, '5');
  // All bytes that its database holds: the file and its log, or a dump.
  bytes() {
    if (postgres) return onPostgres('pg_dump', this.database);
    return Buffer.concat(readdirSync(this.data).filter((name) => /\.db/.test(name)).map((name) => readFileSync(join(this.data, name))));
  }
}

// A server that answers as `answer(request, body)` says: {status, headers, body}, or nothing to hang.
export class Scripted {
  constructor(answer) {
    this.requests = [];
    this.server = createServer((request, response) => {
      const pieces = [];
      request.on('data', (piece) => pieces.push(piece));
      request.on('end', async () => {
        const one = { method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(pieces), at: Date.now() };
        this.requests.push(one);
        const reply = await answer(one, this.requests.length);
        if (!reply) return;
        response.writeHead(reply.status ?? 200, reply.headers);
        response.end(reply.body ?? '[]');
      });
    });
  }
  async start() {
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${this.server.address().port}`;
    open.add(this);
    return this;
  }
  async stop() {
    open.delete(this);
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

export const learner = (name) => ({ objectType: 'Agent', mbox: `mailto:${name}@example.com`, name: `Name of ${name}` });
export const make = (changes = {}) => ({
  id: uuid(),
  actor: learner('somebody'),
  verb: { id: 'http://example.com/verbs/did' },
  object: { id: 'http://example.com/things/one' },
  timestamp: '2026-01-02T03:04:05.678Z',
  ...changes,
});
export const many = (count, changes = () => ({})) => Array.from({ length: count }, (_, i) => make({ result: { score: { raw: i } }, ...changes(i) }));
export const ids = (statements) => statements.map((statement) => statement.id);
// What a store adds or sets, left out.
export const bare = ({ stored, authority, ...rest }) => rest;

// A statement with a file of so many bytes, and what proves that it is somewhere, byte for byte.
export class Film {
  constructor(size) {
    this.content = randomBytes(size);
    const sha2 = createHash('sha256').update(this.content).digest('hex');
    this.statement = make({ attachments: [{ usageType: 'http://example.com/u', display: { en: 'x' }, contentType: 'video/x', length: size, sha2 }] });
  }
  into = async (server) => (await server.xapi('POST /statements', multipart(this.statement, this.content))).status;
  async isIn(server) {
    const headers = { Authorization: basic, 'X-Experience-API-Version': '2.0.0' };
    const reply = await fetch(`${server.url}/xapi/statements?attachments=true&statementId=${this.statement.id}`, { headers });
    return Buffer.from(await reply.arrayBuffer()).includes(this.content);
  }
}

export const multipart = (statement, content) => {
  const json = JSON.stringify(statement);
  const { sha2 } = (statement.attachments ?? statement.object.attachments)[0];
  return {
    headers: { 'Content-Type': 'multipart/mixed; boundary=xyz' },
    body: Buffer.concat([
      Buffer.from(`--xyz\r\nContent-Type: application/json\r\n\r\n${json}\r\n--xyz\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\nX-Experience-API-Hash: ${sha2}\r\n\r\n`),
      content,
      Buffer.from('\r\n--xyz--\r\n'),
    ]),
  };
};
