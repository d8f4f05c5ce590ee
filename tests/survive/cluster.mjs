// The PostgreSQL of tools/with_postgres as something that dies and comes back on the same data.
import { readdirSync, readFileSync } from 'node:fs';
import { asOwner, bin, place } from '../support/postgres.mjs';
import { until } from '../support/server.mjs';

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
export const startPostgres = () => asOwner(`cd ${place} && ${bin()}/pg_ctl -D data -w -l log -m immediate restart >/dev/null`);
