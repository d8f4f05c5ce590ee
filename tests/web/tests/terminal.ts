import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expectAccessible, views } from '../accessible.ts';
import { base, expect, test } from '../harness.ts';
import { signIn, startLesson } from '../steps.ts';

const desk = '/ui/db-terminal';
const open = async (page: Page) => {
  await signIn(page, desk);
  await page.getByRole('group', { name: 'Queries' }).waitFor();
};

test('a query is chosen and run by the keyboard alone', async ({ page }) => {
  await startLesson(page);
  await open(page);
  await page.getByRole('radio').first().focus();
  while (!(await page.getByRole('radio', { name: /^Acts/ }).first().isChecked())) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('columnheader', { name: 'action' }).waitFor();
  await page.getByRole('cell', { name: 'query.run' }).waitFor();
  await page.getByText(/\d+ rows?, \d+ ms/).first().waitFor();
});

test('parameters are typed, and what does not fit is said', async ({ page, errors }) => {
  await open(page);
  await page.getByRole('radio', { name: /^Slowest turns/ }).check();
  await page.getByLabel('kind').selectOption('lesson');
  await page.getByLabel('days').fill('1');
  await page.keyboard.press('Enter');
  await page.getByRole('columnheader', { name: 'took' }).or(page.getByText('No row.')).waitFor();
  await page.getByLabel('days').fill('400');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('days: expected an integer from 1 to 366').waitFor();
  errors.length = 0; // the refusal, which the browser reports
});

test('what is shown is downloaded as CSV', async ({ page }) => {
  await open(page);
  await page.getByRole('radio', { name: /^Rows of tables/ }).check();
  await page.getByRole('button', { name: 'Run' }).click();
  await page.getByRole('cell', { name: 'passages' }).waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download as CSV' }).click()]);
  expect(file.suggestedFilename() === 'row-counts.csv', file.suggestedFilename());
  const text = await readFile(await file.path(), 'utf8');
  expect(/^table,rows\r\n(.+,\d+\r\n)+$/.test(text) && /^passages,[1-9]\d*\r$/m.test(text), text);
});

test('strangers find the door, and the desk links to the terminal', async ({ page }) => {
  await page.goto(base + desk);
  await page.getByRole('heading', { name: 'Administrators only' }).waitFor();
  await signIn(page, '/ui/admin/keys');
  await page.getByRole('navigation', { name: 'Desk' }).getByRole('link', { name: 'DB terminal' }).press('Enter');
  await page.getByRole('group', { name: 'Queries' }).waitFor();
});

for (const { width, colorScheme } of views(390))
  test(`axe finds nothing on the terminal at ${width} px in the ${colorScheme} theme`, async ({ page }) => {
    await open(page);
    await page.getByRole('radio', { name: /^Acts/ }).first().check();
    await page.getByRole('button', { name: 'Run' }).click();
    await page.getByRole('columnheader', { name: 'action' }).waitFor();
    await expectAccessible(page, 'terminal');
  }, { viewport: { width, height: 740 }, colorScheme });
