// A streaming replica of the PostgreSQL of tools/with_postgres.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { asOwner, bin, owner } from '../support/postgres.mjs';

const run = promisify(execFile);

export class Replica {
  static async with(use) {
    const replica = new Replica();
    replica.home = mkdtempSync('/tmp/ot-replica.');
    if (process.getuid() === 0) await run('chown', [await owner(), replica.home]);
    try {
      replica.control = `${bin()}/pg_ctl -D ${replica.home}/data -w -l ${replica.home}/log`;
      await asOwner(`${bin()}/pg_basebackup -d "$DATABASE_URL" -D ${replica.home}/data -R -c fast`);
      await replica.start();
      await use(replica);
    } finally {
      await replica.stop().catch(() => {});
      rmSync(replica.home, { recursive: true, force: true });
    }
  }
  start = () => asOwner(`${this.control} -o "-c listen_addresses='' -c unix_socket_directories='${this.home}' -c max_connections=200" start >/dev/null`);
  stop = () => asOwner(`${this.control} -m immediate stop >/dev/null`);
  // Of a schema of the primary.
  url = (schema) => `host=${this.home} dbname=postgres user=omnitutor options='-c search_path=${schema}'`;
  rows = async (schema, sql) => (await run('psql', ['-qAt', this.url(schema), '-c', sql])).stdout.split('\n').filter(Boolean);
}
