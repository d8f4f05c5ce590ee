// The program as a process: started with settings, killed, started again on the same port and data; its tables as rows.
import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = new URL('../..', import.meta.url).pathname;
const base = process.env.DATABASE_URL;
const binary = process.env.OT_BINARY ?? join(root, 'build/dev/omnitutor');
const run = promisify(execFile);
export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// Waits until `condition` gives something; throws after `ms`.
export async function until(condition, what, ms = 20_000) {
  for (const end = Date.now() + ms; Date.now() < end; await pause(20)) {
    const value = await condition();
    if (value) return value;
  }
  throw new Error(`${what}: not within ${ms} ms`);
}

const running = new Set();
process.on('exit', () => running.forEach((server) => server.clear()));

export class Server {
  constructor(settings = {}) {
    this.home = mkdtempSync(join(tmpdir(), 'ot-test-'));
    this.settings = settings;
    // On PostgreSQL each server has a schema of its own.
    this.schema = base && `ot_${randomUUID().replaceAll('-', '')}`;
    this.database = base && `${base} options='-c search_path=${this.schema}'`;
    running.add(this);
  }
  static async with(settings, use) {
    const server = new Server(settings);
    try {
      if (server.schema) await run('psql', ['-q', base, '-c', `CREATE SCHEMA ${server.schema}`]);
      await server.start();
      await use(server);
    } finally {
      await server.stop();
      server.clear();
    }
  }
  async start() {
    const file = join(this.home, 'port');
    rmSync(file, { force: true });
    const args = ['serve', '--listen', `127.0.0.1:${this.port ?? 0}`, '--data', join(this.home, 'data'), '--port-file', file];
    this.process = spawn(binary, args, { env: { ...process.env, ...this.settings, ...(base && { DATABASE_URL: this.database }) }, stdio: ['ignore', 'ignore', 'inherit'] });
    this.gone = new Promise((done) => this.process.once('exit', done));
    await until(() => existsSync(file) || this.process.exitCode !== null, 'the server starts');
    this.port = Number(readFileSync(file, 'utf8'));
    this.url = `http://127.0.0.1:${this.port}`;
  }
  async stop(signal = 'SIGTERM') {
    this.process?.kill(signal);
    await this.gone;
  }
  kill = () => this.stop('SIGKILL');
  clear() {
    this.process?.kill('SIGKILL');
    rmSync(this.home, { recursive: true, force: true });
    running.delete(this);
  }
  // The program as a command on the same data: its exit code and what it prints.
  async command(...args) {
    const env = { ...process.env, ...this.settings, ...(base && { DATABASE_URL: this.database }) };
    const over = (result) => ({ code: result.code ?? 0, out: result.stdout + result.stderr });
    return run(binary, [...args, '--data', join(this.home, 'data')], { env }).then(over, over);
  }
  // Rows of a query, each an array of texts.
  async rows(sql) {
    const [program, args] = base
      ? ['psql', ['-qAt', '-F', '\t', this.database, '-c', sql]]
      : ['sqlite3', ['-batch', '-separator', '\t', '-cmd', '.timeout 5000', join(this.home, 'data/omnitutor.db'), sql]];
    const { stdout } = await run(program, args, { maxBuffer: 1 << 26 });
    return stdout.split('\n').filter(Boolean).map((line) => line.split('\t'));
  }
}
