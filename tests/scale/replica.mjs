// A streaming replica of the PostgreSQL of tools/with_postgres.
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
const programs = '/usr/lib/postgresql';
const newest = (names) => names.sort((a, b) => Number(a) - Number(b)).at(-1);

export class Replica {
  static async with(use) {
    const replica = new Replica();
    replica.home = mkdtempSync('/tmp/ot-replica.');
    replica.owner = process.getuid() === 0 ? (await run('stat', ['-c', '%U', /host=(\S+)/.exec(process.env.DATABASE_URL)[1]])).stdout.trim() : undefined;
    if (replica.owner) await run('chown', [replica.owner, replica.home]);
    try {
      const bin = `${programs}/${newest(readdirSync(programs))}/bin`;
      replica.control = `${bin}/pg_ctl -D ${replica.home}/data -w -l ${replica.home}/log`;
      await replica.sh(`${bin}/pg_basebackup -d "$DATABASE_URL" -D ${replica.home}/data -R -c fast`);
      await replica.start();
      await use(replica);
    } finally {
      await replica.stop().catch(() => {});
      rmSync(replica.home, { recursive: true, force: true });
    }
  }
  sh(script) {
    const [program, args] = this.owner ? ['runuser', ['-u', this.owner, '--', 'bash', '-c', script]] : ['bash', ['-c', script]];
    return run(program, args, { cwd: '/' });
  }
  start = () => this.sh(`${this.control} -o "-c listen_addresses='' -c unix_socket_directories='${this.home}' -c max_connections=200" start >/dev/null`);
  stop = () => this.sh(`${this.control} -m immediate stop >/dev/null`);
  // Of a schema of the primary.
  url = (schema) => `host=${this.home} dbname=postgres user=omnitutor options='-c search_path=${schema}'`;
  rows = async (schema, sql) => (await run('psql', ['-qAt', this.url(schema), '-c', sql])).stdout.split('\n').filter(Boolean);
}
