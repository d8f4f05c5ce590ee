// The PostgreSQL of tools/with_postgres as something that dies and comes back on the same data.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { until } from '../support/server.mjs';

const run = promisify(execFile);
const place = /host=(\S+)/.exec(process.env.DATABASE_URL ?? '')?.[1];
const programs = '/usr/lib/postgresql';
const newest = (names) => names.sort((a, b) => Number(a) - Number(b)).at(-1);

const parentOf = (pid) => {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
};
// Also while nobody has taken note of its end: a new postmaster would wait for it.
const alive = (pid) => parentOf(pid) !== undefined;

// kill -9 of the postmaster and of every process it started.
export async function killPostgres() {
  const master = Number(readFileSync(`${place}/data/postmaster.pid`, 'utf8').split('\n')[0]);
  const family = [master, ...readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === master).map(Number)];
  for (const pid of family) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
  await until(() => !family.some(alive), 'PostgreSQL is dead');
  return family.length;
}

// With the settings it had, on the data it left.
export async function startPostgres() {
  const [control, data] = [`${programs}/${newest(readdirSync(programs))}/bin/pg_ctl`, 'data'];
  const again = `cd ${place} && ${control} -D ${data} -w -l log -m immediate restart >/dev/null`;
  const owner = (await run('stat', ['-c', '%U', `${place}/data`])).stdout.trim();
  const root = process.getuid() === 0;
  await run(root ? 'runuser' : 'bash', root ? ['-u', owner, '--', 'bash', '-c', again] : ['-c', again]);
}
