import type { Page } from 'playwright-core';
import { expectAccessible, views } from '../accessible.ts';
import { base, expect, test } from '../harness.ts';
import { signIn, startLesson } from '../steps.ts';

const desk = '/ui/admin';
const field = (page: Page) => page.getByRole('combobox', { name: 'Page or action' });
const openPalette = async (page: Page) => {
  await page.getByRole('button', { name: /^Go to/ }).waitFor();
  await page.keyboard.press('Control+k');
  await field(page).waitFor();
};

test('the overview tells how all of it is and what happens now', async ({ page }) => {
  await signIn(page, desk);
  await page.getByRole('heading', { name: 'Health' }).waitFor();
  const part = page.locator('.part-state');
  await part.filter({ hasText: 'database' }).getByText('well', { exact: true }).waitFor();
  await part.filter({ hasText: 'model: tutor' }).getByText('not configured').waitFor();
  await page.getByRole('row', { name: /^Statements/ }).waitFor();
  await page.getByText('of $50.00 today').waitFor();
  await page.locator('.live-event').filter({ hasText: 'admin.sign_in' }).first().waitFor();
});

test('a lesson that begins is seen live, and pausing stops that', async ({ page }) => {
  await signIn(page, desk);
  await page.getByText('live', { exact: true }).waitFor();
  const other = await page.context().newPage();
  await startLesson(other);
  const lesson = new URL(other.url()).pathname.split('/').pop() ?? '';
  await page.locator('.live-event').filter({ hasText: 'turn.begun' }).filter({ hasText: lesson }).waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('paused', { exact: true }).waitFor();
});

test('the palette goes to a page by the keyboard alone, and gives the focus back', async ({ page }) => {
  await signIn(page, '/ui/admin/keys');
  await openPalette(page);
  await page.keyboard.type('dead');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  const chosen = page.getByRole('option', { selected: true });
  expect((await chosen.textContent())?.includes('Jobs'), `chosen: ${await chosen.textContent()}`);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Jobs', exact: true }).waitFor();
  const button = page.getByRole('button', { name: /^Go to/ });
  await button.press('Enter');
  await field(page).waitFor();
  await page.keyboard.type('xyz');
  await page.getByText('Nothing is called like that.').waitFor();
  await page.keyboard.press('Escape');
  await field(page).waitFor({ state: 'detached' });
  expect(await button.evaluate((one) => one === document.activeElement), 'the focus is lost');
});

test('the palette is not loaded before it is asked for', async ({ page }) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await signIn(page, '/ui/admin/keys');
  await page.getByRole('button', { name: /^Go to/ }).waitFor();
  expect(!loaded.some((url) => /\/palette-/.test(url) && !url.includes('palette_button')), loaded.join('\n'));
  await openPalette(page);
  expect(loaded.some((url) => /\/palette-/.test(url)), 'it came from nowhere');
});

test('signing out by the palette leaves nothing of the person behind', async ({ page, errors }) => {
  await signIn(page, '/ui/admin/audit');
  const rows = page.locator('.audit-entry');
  await rows.first().waitFor();
  await page.evaluate(() => localStorage.setItem('ot.draft.course', '"What I did not send"'));
  await openPalette(page);
  await page.keyboard.type('sign out');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${base}/`);
  expect((await page.evaluate(() => localStorage.getItem('ot.draft.course'))) === null, 'a draft is left');

  await page.route('**/v1/admin/audit**', (route) => route.abort());
  await page.goBack();
  await page.getByLabel('Administrator token').fill(process.env.ADMIN_TOKEN ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('.failure').first().waitFor();
  expect((await rows.count()) === 0, 'what was read before is shown to the next person');
  errors.length = 0; // the requests that were held
});

test('one reading that fails leaves the overview as it was, and says so', async ({ page, errors }) => {
  await signIn(page, desk);
  await page.getByRole('row', { name: /^Statements/ }).waitFor();
  await page.route('**/v1/admin/overview', (route) => route.fulfill({ status: 503, json: { ok: false, error: { code: 'unavailable', message: 'busy' } } }));
  await page.getByText(/^This is how it was at/).waitFor();
  expect(await page.getByRole('row', { name: /^Statements/ }).isVisible(), 'the numbers are gone');
  await expectAccessible(page, 'stale overview');
  await page.unroute('**/v1/admin/overview');
  await page.getByText(/^This is how it was at/).waitFor({ state: 'detached' });
  errors.length = 0; // the refusals
});

test('live events that were refused come back, and who is signed out is asked to sign in', async ({ page, errors }) => {
  await page.route('**/v1/admin/events', (route) => route.fulfill({ status: 503, json: {} }), { times: 1 });
  await signIn(page, desk);
  await page.getByText('too many are watching, trying again').waitFor();
  await page.locator('.live-event').filter({ hasText: 'admin.sign_in' }).first().waitFor();
  await page.context().clearCookies();
  await page.getByRole('heading', { name: 'Administrators only' }).waitFor();
  errors.length = 0; // the refusals
});

test('a backup is made and verified on its page', async ({ page }) => {
  await signIn(page, '/ui/admin/backups');
  await page.getByText('OT_BACKUP_TO is not set').waitFor();
  await page.getByRole('button', { name: 'Back up now' }).click();
  const backup = page.locator('.backup').first();
  await backup.getByText('not verified yet').waitFor();
  await backup.getByRole('button', { name: /^Verify omnitutor-/ }).click();
  await backup.getByText(/^whole, verified/).waitFor();
  await page.getByText(/verified, done$/).first().waitFor();
});

test('the overview is closed to strangers', async ({ page }) => {
  await page.goto(base + desk);
  await page.getByRole('heading', { name: 'Administrators only' }).waitFor();
  expect((await page.locator('.live-event').count()) === 0, 'events are shown');
});

for (const { width, colorScheme } of views(390))
  test(`axe finds nothing on the desk at ${width} px in the ${colorScheme} theme`, async ({ page }) => {
    await signIn(page, desk);
    await page.locator('.live-event').first().waitFor();
    await page.getByRole('row', { name: /^Statements/ }).waitFor();
    await expectAccessible(page, 'overview');
    await openPalette(page);
    await expectAccessible(page, 'palette');
    await page.keyboard.press('Escape');
    await page.goto(`${base}/ui/admin/backups`);
    await page.getByRole('button', { name: 'Back up now' }).waitFor();
    await expectAccessible(page, 'backups');
  }, { viewport: { width, height: 740 }, colorScheme });
