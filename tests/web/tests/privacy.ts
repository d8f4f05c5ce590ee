import type { Page } from 'playwright-core';
import { readFile } from 'node:fs/promises';
import { expectAccessible, views } from '../accessible.ts';
import { base, expect, test } from '../harness.ts';
import { expectNoSideScroll, makeAccount, openCheck, password, startLesson, untilCheck } from '../steps.ts';

const nameOf = (what: string) => `${what} ${crypto.randomUUID().slice(0, 8)}`;

async function takeEverythingOut(page: Page): Promise<Buffer> {
  await page.getByRole('button', { name: 'Take everything out' }).click();
  const link = page.getByRole('link', { name: /^Download your data/ });
  await link.waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  return readFile(await download.path());
}

test('sign up, learn, take everything out, delete', async ({ page, errors }) => {
  const name = nameOf('Vera');
  await startLesson(page);
  await untilCheck(page);
  await openCheck(page).getByRole('button', { name: 'Show me' }).click();
  await makeAccount(page, name);
  await page.getByRole('link', { name: `Your account, ${name}` }).click();

  const zip = await takeEverythingOut(page);
  expect(zip.subarray(0, 2).toString() === 'PK', 'the download is no ZIP');
  for (const file of ['identity/account.json', 'tutor/events.json', 'records/statements.ndjson']) expect(zip.includes(file), `${file} is not in it`);

  await page.getByRole('button', { name: 'Delete my account' }).click();
  const form = page.getByRole('form', { name: 'Delete my account' });
  await form.getByLabel('Your password').fill('not this one');
  await form.getByRole('button', { name: 'Delete everything now' }).click();
  await page.getByRole('alert').getByText('The name or the password is not right.').waitFor();
  errors.length = 0; // the refusal, which the browser reports
  await form.getByLabel('Your password').fill(password);
  await form.getByRole('button', { name: 'Delete everything now' }).click();
  await page.getByRole('link', { name: 'Sign in', exact: true }).waitFor();
  expect((await page.getByRole('heading', { name: 'Continue' }).count()) === 0, 'the lesson is still shown');

  await page.goto(`${base}/sign-in`);
  await page.getByLabel('Avatar name or e-mail').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('The name or the password is not right.').waitFor();
  errors.length = 0;
});

test('a consent is withdrawn by the keyboard, and given again', async ({ page }) => {
  await page.goto(`${base}/your-data`);
  const models = page.getByRole('checkbox', { name: 'Language models' });
  await models.waitFor();
  expect(await models.isChecked(), 'not given at first');
  await models.focus();
  await page.keyboard.press('Space');
  await page.getByText(/Withdrawn/).waitFor();
  await page.reload();
  await models.waitFor();
  expect(!(await models.isChecked()), 'not withdrawn after a reload');
  await models.focus();
  await page.keyboard.press('Space');
  await page.getByText(/Given/).waitFor();
});

test('who has no account deletes what is kept by a word', async ({ page, errors }) => {
  await startLesson(page);
  await page.goto(`${base}/sign-in`);
  await page.getByRole('link', { name: 'What is kept about you here' }).click();
  await page.getByRole('button', { name: 'Delete what is kept about me' }).click();
  await page.getByLabel('Type delete').fill('no');
  await page.getByRole('button', { name: 'Delete everything now' }).click();
  await page.getByRole('alert').getByText(/delete/).first().waitFor();
  errors.length = 0;
  await page.getByLabel('Type delete').fill('Delete');
  await page.getByRole('button', { name: 'Delete everything now' }).click();
  await page.waitForURL(`${base}/`);
  expect((await page.getByRole('heading', { name: 'Continue' }).count()) === 0, 'the lesson is still shown');
});

for (const { width, colorScheme } of views(390))
  test(`axe finds nothing on a person's own data at ${width} px in the ${colorScheme} theme`, async ({ page }) => {
    await page.goto(`${base}/your-data`);
    await page.getByRole('checkbox').first().waitFor();
    await page.getByRole('button', { name: 'Take everything out' }).click();
    await page.getByRole('link', { name: /^Download your data/ }).waitFor();
    await page.getByRole('button', { name: 'Delete what is kept about me' }).click();
    await expectNoSideScroll(page);
    await expectAccessible(page, 'your data');
    if (process.env.OT_SHOTS) await page.screenshot({ path: `${process.env.OT_SHOTS}/own_data_${width}_${colorScheme}.png`, fullPage: true });
  }, { viewport: { width, height: 844 }, colorScheme });
