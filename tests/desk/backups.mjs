import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { equals, holds } from '../support/checks.mjs';
import { until as wait } from '../support/server.mjs';
import { audit, say, withDesk } from './lib.mjs';

// PostgreSQL's own programs take their time on a busy machine.
const until = (condition, what) => wait(condition, what, 120_000);
const seen = (desk) => desk.get('/v1/admin/backups');

async function backupsAndChecks(server, desk, place) {
  await say(server);
  equals('none yet, and when', [200, 0, '0 2 * * *'], await seen(desk).then(({ status, backups, schedule }) => [status, backups.length, schedule]));
  const presses = await Promise.all([1, 2, 3].map(() => desk.post('/v1/admin/backups')));
  equals('made by a job, once however often it is pressed', [202, 409, 409], presses.map(({ status }) => status).sort());
  equals('who presses again hears why', true, presses.find(({ status }) => status === 409).error.message.includes('already'));
  const [kept] = await until(async () => (await seen(desk)).backups.length && (await seen(desk)).backups, 'a backup is there');
  holds('it says what it holds', kept.rows > 0 && kept.tables > 20 && kept.bytes > 1000 && kept.whole === undefined, kept);
  equals('verified by a job', 202, (await desk.post(`/v1/admin/backups/${kept.name}/verify`)).status);
  const whole = async () => (await seen(desk)).backups[0].whole;
  equals('whole', true, await until(async () => (await whole()) !== undefined && { is: await whole() }, 'it is verified').then(({ is }) => is));
  truncateSync(join(place, readdirSync(place).find((file) => !file.endsWith('.json'))), 500);
  await desk.post(`/v1/admin/backups/${kept.name}/verify`);
  await until(async () => (await whole()) === false, 'the damage is found');
  holds('and named', (await seen(desk)).backups[0].flaw?.includes('SHA-256'), await seen(desk));
  equals('the last work, the newest first', ['admin.verify_backup', 'admin.verify_backup', 'admin.make_backup'], (await seen(desk)).work.map(({ kind }) => kind));
  equals('both are written down', [1, 2], [(await audit(desk, 'backup.make')).length, (await audit(desk, 'backup.verify')).length]);
  equals('one that is none', 404, (await desk.post('/v1/admin/backups/omnitutor-20200101T000000Z/verify')).status);
}

export async function backups() {
  const place = mkdtempSync(join(tmpdir(), 'ot-backups-'));
  try {
    await withDesk({ OT_BACKUP_TO: place }, (server, desk) => backupsAndChecks(server, desk, place));
  } finally {
    rmSync(place, { recursive: true });
  }
}
