// A broker as a process whose data survives its end.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../support/server.mjs';

const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
const listens = (port) =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => (socket.destroy(), done(true)));
    socket.once('error', () => done(false));
  });

const programs = {
  redis: (port, home) => ['redis-server', ['--port', port, '--bind', '127.0.0.1', '--dir', home, '--save', '', '--appendonly', 'yes', '--appendfsync', 'always']],
  nats: (port, home) => ['nats-server', ['-a', '127.0.0.1', '-p', port, '-js', '-sd', home]],
};

export class Broker {
  static async with(kind, use) {
    const broker = new Broker();
    broker.kind = kind;
    broker.home = mkdtempSync(join(tmpdir(), 'ot-broker-'));
    broker.port = await freePort();
    try {
      await broker.start();
      await use(broker);
    } finally {
      await broker.stop();
      rmSync(broker.home, { recursive: true, force: true });
    }
  }
  settings = () => ({ [`${this.kind.toUpperCase()}_URL`]: `${this.kind}://127.0.0.1:${this.port}` });
  async start() {
    const [program, args] = programs[this.kind](this.port, this.home);
    this.process = spawn(program, args.map(String), { stdio: 'ignore' });
    this.gone = new Promise((done) => this.process.once('exit', done));
    await until(() => listens(this.port), `${program} listens`);
  }
  async stop() {
    this.process.kill('SIGKILL');
    await this.gone;
  }
}
