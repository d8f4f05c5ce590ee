// The pages of mail in a real Chromium: an address is confirmed, a forgotten password replaced.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { equals, holds } from '../support/checks.mjs';
import { Server } from '../support/server.mjs';
import { password, signUp } from './lib.mjs';
import { PostOffice } from './post_office.mjs';

const binary = process.env.OT_CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const fromWeb = createRequire(new URL('../../web/package.json', import.meta.url));
const axe = readFileSync(fromWeb.resolve('axe-core/axe.min.js'), 'utf8');
const address = 'ann@school.example';

async function fitsEverybody(page, where) {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.waitForTimeout(200);
    await page.evaluate(axe);
    const found = await page.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((all) => all.violations.map((one) => one.id + ' ' + one.nodes[0].target))`);
    equals(`${where} at ${width} px: nothing that axe finds`, [], found);
    holds(`${where} at ${width} px: nothing to scroll sideways`, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    if (process.env.OT_SHOTS) await page.screenshot({ path: `${process.env.OT_SHOTS}/${where.replace(/\W+/g, '-')}-${width}.png` });
  }
}

// `use` gets a page that fails the group when the browser reports an error that it did not expect.
async function inBrowser(settings, use) {
  const office = await PostOffice.open();
  const { chromium } = fromWeb('playwright-core');
  const browser = await chromium.launch({ executablePath: binary, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
  try {
    await Server.with(settings(office), async (server) => {
      const context = await browser.newContext({ reducedMotion: 'reduce' });
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      const errors = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await use({ office, server, page, context, here: (mail, path) => server.url + new RegExp(`https://tutor\\.example(/${path}#token=[0-9a-f]+)`).exec(mail.text)[1] });
      equals('no page breaks', [], errors);
    });
  } finally {
    await browser.close();
    await office.close();
  }
}

export async function proof_pages() {
  await inBrowser((office) => office.settings(), async ({ office, server, page, context, here }) => {
    const ann = await signUp(server, 'Ann', address);
    const [name, value] = ann.cookie.split('=');
    await context.addCookies([{ name, value, url: server.url }]);
    await page.goto(`${server.url}/account`);
    await page.getByText('not confirmed').waitFor();
    await page.getByRole('button', { name: 'Send the mail again' }).click();
    await page.getByText('A mail is on its way.').first().waitFor();
    await fitsEverybody(page, 'account with an open address');

    await page.goto(here(await office.mailTo(address, 2), 'verify'));
    await fitsEverybody(page, 'verify');
    await page.getByRole('button', { name: 'Yes, it is mine' }).press('Enter');
    await page.getByText('Your address is confirmed.').first().waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Your account' }).click();
    await page.getByText('confirmed', { exact: true }).waitFor();
    await page.goto(`${server.url}/verify#token=used`);
    await page.getByRole('button', { name: 'Yes, it is mine' }).click();
    await page.getByRole('alert').getByText('This link was used, or is too old').waitFor();
    await page.goto(`${server.url}/verify`);
    await page.getByText('This page is for the link of a mail.').waitFor();

    await context.clearCookies();
    await page.goto(`${server.url}/sign-in`);
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByLabel('E-mail').fill(address);
    await page.keyboard.press('Enter');
    await page.getByText('If an account has this address').first().waitFor();
    await fitsEverybody(page, 'reset asked');
    await page.goto(here(await office.mailTo(address, 3), 'reset'));
    await page.getByLabel('New password').fill('password123');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('one of the first that are guessed').waitFor();
    await fitsEverybody(page, 'reset with a password that is too easy');
    await page.getByLabel('New password').fill(`${password}, anew`);
    await page.keyboard.press('Enter');
    await page.getByText('Your new password is set.').first().waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('Avatar name or e-mail').fill('Ann');
    await page.getByLabel('Password', { exact: true }).fill(`${password}, anew`);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Your account, Ann' }).waitFor();
    await page.goto(`${server.url}/reset#token=used`);
    await page.getByLabel('New password').fill(`${password}, once more`);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Ask for a new mail' }).click();
    await page.getByLabel('E-mail').waitFor();
  });
  await inBrowser(() => ({}), async ({ server, page, context }) => {
    const ann = await signUp(server, 'Ann', address);
    await page.goto(`${server.url}/sign-in`);
    await page.getByRole('link', { name: 'Make one' }).waitFor();
    await page.waitForLoadState('networkidle');
    equals('without mail no reset is offered', 0, await page.getByRole('link', { name: 'Forgot your password?' }).count());
    const [name, value] = ann.cookie.split('=');
    await context.addCookies([{ name, value, url: server.url }]);
    await page.goto(`${server.url}/account`);
    await page.getByRole('heading', { name: 'Ann' }).waitFor();
    await page.waitForLoadState('networkidle');
    equals('nor is anything asked about the address', 0, await page.getByText('not confirmed').count());
  });
}
