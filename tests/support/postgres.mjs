// The programs of PostgreSQL, and the user that may run its servers: root may not.
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
const programs = '/usr/lib/postgresql';
export const bin = () => `${programs}/${readdirSync(programs).sort((a, b) => Number(a) - Number(b)).at(-1)}/bin`;
// Where the server of tools/with_postgres lives.
export const place = /host=(\S+)/.exec(process.env.DATABASE_URL ?? '')?.[1];
export const owner = async () => (await run('stat', ['-c', '%U', `${place}/data`])).stdout.trim();

// A line of shell, as that user.
export async function asOwner(script) {
  const [program, args] = process.getuid() === 0 ? ['runuser', ['-u', await owner(), '--', 'bash', '-c', script]] : ['bash', ['-c', script]];
  return run(program, args, { cwd: '/' });
}
