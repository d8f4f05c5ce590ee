import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expectAccessible, views } from '../accessible.ts';
import { expect, test } from '../harness.ts';
import { signIn } from '../steps.ts';

const desk = '/ui/admin/jobs';

// A job that has failed for good, as the server would have written it.
function bury(reason: string): string {
  const id = randomUUID();
  const now = Date.now() * 1000;
  const row = `'00000000-0000-7000-8000-000000000001', '${id}', 'bus.forget_old', '', '{}', 'dead', 0, ${now}, ${now}, 4, 4, ${now}, '${reason}', ''`;
  const columns = 'org_id, id, kind, key, payload, state, priority, run_at, made_at, runs, failures, ended_at, reason, trace_id';
  execFileSync('sqlite3', ['-cmd', '.timeout 5000', join(process.env.OT_SERVER_DATA ?? '', 'omnitutor.db'), `INSERT INTO jobs (${columns}) VALUES (${row})`]);
  return id;
}

test('a dead letter is read, tried again and comes through', async ({ page }) => {
  const id = bury('The mail server said: mailbox full.');
  await signIn(page, desk);
  const letter = page.locator('.dead-job').filter({ hasText: id });
  await letter.getByText('The mail server said: mailbox full.').waitFor();
  await letter.getByText('bus.forget_old, 4 tries').waitFor();
  await letter.getByRole('button', { name: `Retry: bus.forget_old ${id}` }).click();
  await letter.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /^bus\.forget_old/ }).waitFor();
});

test('a dead letter is discarded', async ({ page }) => {
  const id = bury('It was never meant to be.');
  await signIn(page, desk);
  const letter = page.locator('.dead-job').filter({ hasText: id });
  await letter.getByRole('button', { name: /^Discard/ }).click();
  await letter.waitFor({ state: 'detached' });
});

test('a schedule is run by hand and says how it went', async ({ page }) => {
  await signIn(page, desk);
  const schedule = page.locator('.schedule').filter({ has: page.getByRole('heading', { name: 'limits.forget_full' }) });
  await schedule.getByText('Next:').waitFor();
  await schedule.getByRole('button', { name: 'Run now: limits.forget_full' }).click();
  await schedule.locator('.slot').filter({ hasText: /by hand, done, \d+/ }).first().waitFor();
  await page.getByRole('row', { name: /^limits\.forget_full/ }).waitFor();
});

test('the desk links to the jobs, and they are reached by keyboard', async ({ page }) => {
  await signIn(page, '/ui/admin/keys');
  await page.getByRole('navigation', { name: 'Desk' }).getByRole('link', { name: 'Jobs' }).press('Enter');
  await page.getByRole('heading', { name: 'Jobs', exact: true }).waitFor();
  expect(page.url().endsWith(desk), page.url());
});

for (const { width, colorScheme } of views(390))
  test(`axe finds nothing on the jobs at ${width} px in the ${colorScheme} theme`, async ({ page }) => {
    bury(`Seen at ${width} px, ${colorScheme}.`);
    await signIn(page, desk);
    await page.locator('.dead-job').first().waitFor();
    await page.locator('.schedule').first().waitFor();
    await expectAccessible(page, 'jobs');
  }, { viewport: { width, height: 740 }, colorScheme });
