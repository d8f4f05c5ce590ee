import type { Page } from 'playwright-core';
import { expectAccessible } from '../accessible.ts';
import { base, expect, test } from '../harness.ts';
import { signIn as asAdministrator, startLesson } from '../steps.ts';

type Provider = { url: string; who: string; refuses: boolean };
const issuers = '../../oidc/issuers.mjs';

async function addIssuer(page: Page, provider: Provider): Promise<void> {
  await asAdministrator(page, '/ui/admin/sign-in');
  await page.getByRole('heading', { name: 'Sign-in', level: 1 }).waitFor();
  await page.getByLabel('Name', { exact: true }).fill('Riverside School');
  await page.getByLabel('Short name').fill('basic');
  await page.getByText(`${base}/v1/auth/openid/basic/callback`).waitFor();
  await page.getByLabel('Address of the issuer').fill('http://127.0.0.1:1');
  await page.getByLabel('Client id').fill('basic');
  await page.getByLabel('Client secret').fill('se:cret %');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('this issuer cannot be used').waitFor();
  await page.getByLabel('Address of the issuer').fill(provider.url);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('list', { name: 'Issuers' }).getByText('Riverside School').waitFor();
}

test('people sign in by an issuer that an administrator has added, and keep their lesson', async ({ page, errors }) => {
  const { startProvider } = (await import(issuers)) as { startProvider(redirect: (id: string) => string): Promise<Provider> };
  const provider = await startProvider((id) => `${base}/v1/auth/openid/${id}/callback`);
  provider.who = `river-${crypto.randomUUID().slice(0, 8)}`;
  await addIssuer(page, provider);
  errors.length = 0; // the issuer that is not there
  await expectAccessible(page, 'the desk page of issuers');
  await page.setViewportSize({ width: 390, height: 800 });
  await expectAccessible(page, 'the desk page of issuers, narrow');

  await page.context().clearCookies();
  await startLesson(page);
  await page.goto(`${base}/sign-in?to=/account`);
  await page.getByRole('button', { name: 'Sign in with Riverside School' }).waitFor();
  await expectAccessible(page, 'the page of sign-in with an issuer');
  provider.refuses = true;
  await page.getByRole('button', { name: 'Sign in with Riverside School' }).click();
  await page.getByRole('alert').getByText('You were not let in there').waitFor();
  provider.refuses = false;
  await page.goto(`${base}/sign-in?to=/account`);
  await page.getByRole('button', { name: 'Sign in with Riverside School' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: provider.who }).waitFor();
  expect(new URL(page.url()).pathname === '/account', `not where the person wanted to be: ${page.url()}`);
  await page.getByRole('list', { name: 'Other ways to sign in' }).getByText('Riverside School').waitFor();
  await page.getByText('This account has no password').waitFor();
  await expectAccessible(page, 'the account with a link, narrow');
  await page.getByRole('button', { name: 'Remove Riverside School' }).click();
  await page.getByText('the only way into your account').waitFor();
  errors.length = 0; // the refusal
  await page.goto(`${base}/`);
  await page.getByRole('heading', { name: 'Continue' }).waitFor();

  await asAdministrator(page, '/ui/admin/sign-in');
  await page.getByRole('button', { name: 'Remove Riverside School' }).click();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await page.getByText('None yet. People sign in with a name and a password.').waitFor();
});

type Apple = { url: string; team: string; keyId: string; clientId: string; key: string };
const password = 'a phrase for the tests';

async function addApple(page: Page, apple: Apple): Promise<void> {
  await asAdministrator(page, '/ui/admin/sign-in');
  await page.getByLabel('Kind').selectOption('apple');
  await page.getByLabel('Name', { exact: true }).fill('Apple');
  await page.getByLabel('Short name').fill('apple');
  await page.getByLabel('Services id').fill(apple.clientId);
  await page.getByLabel('Team id').fill(apple.team);
  await page.getByLabel('Key id').fill(apple.keyId);
  await page.getByLabel('Key', { exact: true }).fill('no key');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('expected the whole file .p8').waitFor();
  await expectAccessible(page, 'the form for Apple');
  const { url: issuer, clientId: client_id, team: team_id, keyId: key_id, key } = apple;
  const made = await page.request.post(`${base}/v1/admin/issuers`, { data: { id: 'apple', label: 'Apple', kind: 'apple', issuer, client_id, team_id, key_id, key } });
  expect(made.ok(), `Apple was not added: ${made.status()}`);
}

// The Apple of this test is at another site than the server, so that the browser sends its form without the server's cookies.
test('an account is linked to Apple by its password, and comes in by it', async ({ page, errors }) => {
  const { startApple } = (await import(issuers)) as { startApple(): Promise<Apple> };
  const apple = await startApple();
  expect(new URL(apple.url).hostname !== new URL(base).hostname, 'Apple is no other site');
  await addApple(page, apple);
  await page.context().clearCookies();
  const name = `Ada ${crypto.randomUUID().slice(0, 8)}`;
  expect((await page.request.post(`${base}/v1/signup`, { data: { name, password } })).ok(), 'no account');
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(`${base}/account`);
  await page.getByRole('button', { name: 'Link Apple' }).click();
  const form = page.getByRole('form', { name: 'Link Apple' });
  await form.getByLabel('Present password').fill('another phrase');
  await form.getByRole('button', { name: 'Go on to Apple' }).click();
  await form.getByRole('alert').waitFor();
  await expectAccessible(page, 'the question for the password, narrow');
  errors.length = 0; // the refusals
  await form.getByLabel('Present password').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('list', { name: 'Other ways to sign in' }).getByText('Apple').waitFor();

  await page.context().clearCookies();
  await page.goto(`${base}/sign-in?to=/account`);
  await page.getByRole('button', { name: 'Sign in with Apple' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name }).waitFor();
  await asAdministrator(page, '/ui/admin/sign-in');
  await page.request.delete(`${base}/v1/admin/issuers/apple`);
});
