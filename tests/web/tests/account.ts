import type { Browser, Page } from 'playwright-core';
import { expectAccessible, views } from '../accessible.ts';
import { base, expect, test } from '../harness.ts';
import { expectNoSideScroll, makeAccount, password, signIn as byToken, signUp, startLesson } from '../steps.ts';

const nameOf = (what: string) => `${what} ${crypto.randomUUID().slice(0, 8)}`;

async function signIn(page: Page, name: string): Promise<void> {
  await page.getByLabel('Avatar name or e-mail').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}

test('a lesson begun by nobody in particular is kept, and found elsewhere', async ({ page }) => {
  const name = nameOf('Ada');
  await startLesson(page);
  const lesson = new URL(page.url()).pathname;
  await page.goto(`${base}/`);
  await page.getByRole('link', { name: 'Sign in', exact: true }).click();
  await page.getByRole('link', { name: 'Make one' }).click();
  await signUp(page, name);
  await page.getByRole('link', { name: `Your account, ${name}` }).waitFor();
  expect(new URL(page.url()).pathname === '/', 'not back where the person was');
  await page.getByRole('heading', { name: 'Continue' }).waitFor();

  await page.getByRole('link', { name: `Your account, ${name}` }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('link', { name: 'Sign in', exact: true }).waitFor();
  expect((await page.getByRole('heading', { name: 'Continue' }).count()) === 0, 'the lesson is shown to the next person');

  const other = await (page.context().browser() as Browser).newContext();
  const elsewhere = await other.newPage();
  await elsewhere.goto(`${base}/sign-in?to=${encodeURIComponent(lesson)}`);
  await signIn(elsewhere, name.toUpperCase());
  await elsewhere.waitForURL(base + lesson);
  await elsewhere.locator('.part[data-kind]').first().waitFor();
  await other.close();
});

test('what is wrong with a sign-up stands at its field', async ({ page, errors }) => {
  const name = nameOf('Bob');
  await makeAccount(page, name);
  await page.context().clearCookies();
  await page.goto(`${base}/sign-up`);
  await signUp(page, name);
  const field = page.getByLabel('Avatar name');
  await page.locator('[aria-invalid]').waitFor();
  expect((await field.getAttribute('aria-invalid')) === 'true', 'the field is not marked');
  await page.getByText('This name is taken').waitFor();
  await field.fill(nameOf('Bob'));
  await page.getByLabel('Password', { exact: true }).fill('password123');
  await page.getByRole('button', { name: 'Make the account' }).click();
  await page.getByText('one of the first that are guessed').waitFor();
  errors.length = 0; // the refusals, which the browser reports
});

test('a wrong password says no more than that', async ({ page, errors }) => {
  await page.goto(`${base}/sign-in`);
  await signIn(page, nameOf('Nobody'));
  await page.getByRole('alert').getByText('The name or the password is not right.').waitFor();
  errors.length = 0;
});

test('after signing in nobody is sent to another site', async ({ page }) => {
  const name = nameOf('Carl');
  await makeAccount(page, name);
  for (const to of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    await page.context().clearCookies();
    await page.goto(`${base}/sign-in?to=${encodeURIComponent(JSON.stringify(to))}`);
    await signIn(page, name);
    await page.getByRole('link', { name: `Your account, ${name}` }).waitFor();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    expect(page.url() === `${base}/`, `sent to ${page.url()}`);
  }
});

test('a name is shown and never run', async ({ page }) => {
  const name = `<img src=x onerror=alert(1)>${crypto.randomUUID().slice(0, 6)}`;
  page.on('dialog', () => {
    throw new Error('the name was run');
  });
  await makeAccount(page, name);
  await page.getByRole('link', { name: `Your account, ${name}` }).click();
  await page.getByRole('heading', { name }).waitFor();
  await page.context().clearCookies();
  await byToken(page, '/ui/admin/users');
  await page.getByLabel('Search names and addresses').fill(name.slice(-6));
  await page.getByText(name, { exact: true }).waitFor();
  expect((await page.locator('main img').count()) === 0, 'the name became a picture');
});

test('an account is renamed, its password changed, its other sessions ended', async ({ page, errors }) => {
  const name = nameOf('Dora');
  await makeAccount(page, name);
  const other = await (page.context().browser() as Browser).newContext();
  const elsewhere = await other.newPage();
  await elsewhere.goto(`${base}/sign-in`);
  await signIn(elsewhere, name);
  await elsewhere.getByRole('link', { name: `Your account, ${name}` }).waitFor();

  await page.goto(`${base}/account`);
  const sessions = page.getByRole('list', { name: 'Where you are signed in' }).getByRole('listitem');
  await sessions.nth(1).waitFor();
  await page.getByRole('button', { name: /^End the session/ }).click();
  await sessions.nth(1).waitFor({ state: 'detached' });
  await elsewhere.goto(`${base}/account`);
  await elsewhere.getByRole('heading', { name: 'Sign in' }).waitFor();
  await other.close();

  await page.getByLabel('Avatar name').fill(`${name} B`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('heading', { name: `${name} B` }).waitFor();
  await page.getByLabel('Present password').fill(password);
  await page.getByLabel('New password').fill('quite another phrase');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await page.locator('.tag-ok').getByText('The password is changed').waitFor();
  await page.reload();
  await page.getByRole('heading', { name: `${name} B` }).waitFor();
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByRole('button', { name: 'Sign out everywhere now' }).click();
  await page.getByRole('link', { name: 'Sign in', exact: true }).waitFor();
  errors.length = 0;
});

test('a person is found, made a teacher, shut out and let in again', async ({ page, errors }) => {
  const name = nameOf('Emil');
  await makeAccount(page, name);
  await page.context().clearCookies();
  await byToken(page, '/ui/admin/users');
  await page.getByLabel('Search names and addresses').fill(name);
  const row = page.getByRole('list', { name: 'People' }).getByRole('listitem').filter({ hasText: name });
  await row.getByLabel(`Role of ${name}`).selectOption('teacher');
  await page.getByRole('status').getByText(`${name} is now Teacher`).waitFor();
  await row.getByRole('button', { name: `Close the account of ${name}` }).click();
  await row.getByRole('button', { name: 'Close the account', exact: true }).click();
  await row.getByText('Closed').waitFor();
  const other = await (page.context().browser() as Browser).newContext();
  const elsewhere = await other.newPage();
  await elsewhere.goto(`${base}/sign-in`);
  await signIn(elsewhere, name);
  await elsewhere.getByRole('alert').getByText('This account is closed').waitFor();
  await row.getByRole('button', { name: `Open the account of ${name} again` }).click();
  await row.getByText('Closed').waitFor({ state: 'detached' });
  await elsewhere.getByRole('button', { name: 'Sign in' }).click();
  await elsewhere.getByRole('link', { name: `Your account, ${name}` }).waitFor();
  await other.close();
  errors.length = 0;
});

test('password managers are told what is what', async ({ page }) => {
  await page.goto(`${base}/sign-up`);
  const fields = () => page.locator('form input[autocomplete]').evaluateAll((all) => all.map((one) => one.getAttribute('autocomplete')).join());
  await page.getByLabel('Avatar name').waitFor();
  expect((await fields()) === 'username,email,new-password', `sign-up: ${await fields()}`);
  await page.goto(`${base}/sign-in`);
  await page.getByLabel('Avatar name or e-mail').waitFor();
  expect((await fields()) === 'username,current-password', `sign-in: ${await fields()}`);
});

for (const { width, colorScheme } of views(390))
  test(`axe finds nothing on the pages of accounts at ${width} px in the ${colorScheme} theme`, async ({ page, errors }) => {
    const name = nameOf('Frederika the very long name');
    await page.goto(`${base}/sign-in`);
    await page.getByLabel('Avatar name or e-mail').waitFor();
    await expectAccessible(page, 'sign-in');
    await page.goto(`${base}/sign-up`);
    await page.getByLabel('Avatar name').waitFor();
    await page.getByLabel('Avatar name').fill('x');
    await page.getByLabel('Password', { exact: true }).fill('short');
    await page.keyboard.press('Enter');
    await page.locator('[aria-invalid]').waitFor();
    errors.length = 0;
    await expectAccessible(page, 'sign-up');
    await makeAccount(page, name);
    await expectNoSideScroll(page);
    await page.goto(`${base}/account`);
    await page.getByText('This browser').waitFor();
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await expectAccessible(page, 'account');
    await page.context().clearCookies();
    await byToken(page, '/ui/admin/users');
    await page.getByText(name).first().waitFor();
    await expectAccessible(page, 'people');
  }, { viewport: { width, height: 844 }, colorScheme });
