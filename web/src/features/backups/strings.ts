// Every word about backups. Apart from ui/strings, which every page loads.
const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];

export function sayBytes(bytes: number): string {
  let at = 0;
  for (; bytes >= 1000 && at < units.length - 1; at++) bytes /= 1000;
  return `${Number(bytes.toPrecision(3))} ${units[at]}`;
}

export const words = {
  title: 'Backups',
  lead: 'The whole database in one file each. Restoring is a command on the server, docs/backups.md.',
  failed: 'The backups could not be read',
  notDone: 'That did not work',
  list: 'Backups, the newest first',
  none: 'There is no backup yet.',
  by: (cron: string | undefined) => (cron ? `One is made by itself at ${cron} (UTC).` : 'None is made by itself: OT_BACKUP_TO is not set.'),
  make: 'Back up now',
  making: 'A backup is on its way',
  verify: 'Verify',
  verifyOne: (name: string) => `Verify ${name}`,
  verifying: (name: string) => `${name} is being verified`,
  holds: (rows: number, tables: number) => `${rows.toLocaleString()} rows of ${tables} tables`,
  unchecked: 'not verified yet',
  whole: (at: string) => `whole, verified ${at}`,
  broken: 'not whole',
  work: 'Last work',
  kinds: { 'admin.backup': 'made by itself', 'admin.make_backup': 'made by hand', 'admin.verify_backup': 'verified' } as Record<string, string>,
  states: { waiting: 'failed, is tried again', ready: 'waits', running: 'runs', done: 'done', dead: 'failed', discarded: 'failed' } as Record<string, string>,
};
