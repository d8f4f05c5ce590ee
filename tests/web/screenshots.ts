// Every page at both widths, light and dark, into docs/screenshots: `cd web && OT_URL=… ADMIN_TOKEN=… npm run screenshots [NAME...]`.
import type { Page } from 'playwright-core';
import { base, launch } from './harness.ts';
import { makeAccount, openCourse, startLesson, untilCheck } from './steps.ts';

const folder = new URL('../../docs/screenshots/', import.meta.url).pathname;
const book = '# Bees and honey\n\nA honey bee colony has one queen.\n\n## The waggle dance\n\nA worker that has found food dances on the comb.\n';

const browser = await launch();

// Signed in once for all pages: a server takes 30 sign-ins an hour from one address.
const signIn = async () => {
  const context = await browser.newContext();
  const reply = await context.request.post(`${base}/v1/auth/token`, { data: { token: process.env.ADMIN_TOKEN ?? '' } });
  if (!reply.ok()) throw new Error(`The sign-in was answered with ${reply.status()}: ${await reply.text()}`);
  return context.cookies();
};
let administrator: ReturnType<typeof signIn> | undefined;
const openDesk = async (page: Page, path: string) => {
  await page.context().addCookies(await (administrator ??= signIn()));
  await page.goto(base + path);
};

const pages: Record<string, (page: Page) => Promise<void>> = {
  discovery: async (page) => {
    await page.goto(`${base}/`);
    await page.locator('.course-card').first().waitFor();
  },
  upload: async (page) => {
    await page.goto(`${base}/`);
    await page.getByRole('textbox', { name: 'Title of the course' }).fill('Bees and honey');
    await page.locator('input[type=file]').setInputFiles({ name: 'bees.md', mimeType: 'text/markdown', buffer: Buffer.from(book) });
    const row = page.locator('.upload').first();
    await row.getByText('Ready').waitFor();
    await row.scrollIntoViewIfNeeded();
  },
  subject: (page) => openCourse(page),
  passage: async (page) => {
    await openCourse(page);
    await page.locator('a.contents-read[aria-label*="second law"]').first().evaluate((link) => (link as HTMLAnchorElement).click());
    await page.locator('.passage .md').waitFor();
  },
  lesson: async (page) => {
    await startLesson(page);
    await untilCheck(page);
  },
  citation: async (page) => {
    await startLesson(page);
    await untilCheck(page);
    await page.locator('.part .cite').first().click();
    await page.locator('.passage mark').first().waitFor();
  },
  ask: async (page) => {
    await startLesson(page);
    await page.getByRole('textbox').last().fill('What does the second law of Newton say?');
    await page.keyboard.press('Enter');
    await page.locator('.answer .cite').first().waitFor();
    await page.locator('.answer').last().scrollIntoViewIfNeeded();
  },
  'sign-in': async (page) => {
    await page.goto(`${base}/ui/admin/statements`);
    await page.getByLabel('Administrator token').waitFor();
  },
  statements: async (page) => {
    await startLesson(page);
    await untilCheck(page);
    await page.getByRole('button', { name: 'Show me' }).first().click();
    await openDesk(page, '/ui/admin/statements');
    await page.locator('.statement').nth(3).waitFor();
  },
  filtered: async (page) => {
    await openDesk(page, '/ui/admin/statements?verb=http%3A%2F%2Fadlnet.gov%2Fexpapi%2Fverbs%2Flaunched');
    await page.getByText('Filter', { exact: true }).click();
    await page.locator('.statement').first().waitFor();
  },
  statement: async (page) => {
    await openDesk(page, '/ui/admin/statements');
    await page.locator('.statement').first().click();
    await page.locator('.raw').waitFor();
  },
  keys: async (page) => {
    await openDesk(page, '/ui/admin/keys');
    await page.getByLabel('Label').fill('Course package Energy');
    await page.getByRole('button', { name: 'Make the key' }).click();
    await page.getByText('The secret is shown only now').waitFor();
  },
  forwarding: async (page) => {
    await openDesk(page, '/ui/admin/forwarding');
    await page.getByLabel('webhook').check();
    await page.getByLabel('Label').fill('Badges');
    await page.getByLabel('Address').fill('https://badges.example/statements');
    await page.getByRole('button', { name: 'Start sending' }).click();
    await page.locator('.forward').first().waitFor();
  },
  streaming: async (page) => {
    await openDesk(page, '/ui/test-etl-streaming');
    await page.getByRole('button', { name: 'Send one' }).click();
    await page.locator('.way .is-reached').filter({ hasText: 'flat row written' }).waitFor();
  },
  incremental: async (page) => {
    await openDesk(page, '/ui/test-etl-incremental');
    await page.locator('.verdict').waitFor();
  },
  overview: async (page) => {
    await startLesson(page);
    await openDesk(page, '/ui/admin');
    await page.locator('.live-event').nth(3).waitFor();
  },
  palette: async (page) => {
    await openDesk(page, '/ui/admin/keys');
    await page.getByRole('button', { name: /^Go to/ }).click();
    await page.getByRole('combobox', { name: 'Page or action' }).fill('ba');
  },
  terminal: async (page) => {
    await openDesk(page, '/ui/db-terminal');
    await page.getByRole('radio', { name: 'Rows of tables' }).check();
    await page.keyboard.press('Enter');
    await page.getByRole('columnheader', { name: 'rows' }).waitFor();
  },
  people: async (page) => {
    await makeAccount(page, `Person ${Date.now()}`);
    await openDesk(page, '/ui/admin/users');
    await page.getByRole('list', { name: 'People' }).getByRole('listitem').first().waitFor();
  },
  audit: async (page) => {
    await openDesk(page, '/ui/admin/audit');
    await page.getByRole('list', { name: 'Entries, newest first' }).getByRole('listitem').nth(3).waitFor();
  },
  issuers: async (page) => {
    await openDesk(page, '/ui/admin/sign-in');
    await page.getByLabel('Name', { exact: true }).fill('Riverside School');
    await page.getByLabel('Short name').fill('riverside');
    await page.getByLabel('Address of the issuer').fill('https://id.riverside.example');
  },
  jobs: async (page) => {
    await openDesk(page, '/ui/admin/jobs');
    await page.locator('.schedule').nth(3).waitFor();
  },
  backups: async (page) => {
    await openDesk(page, '/ui/admin/backups');
    await page.getByRole('button', { name: 'Back up now' }).waitFor();
  },
  packages: async (page) => {
    await openDesk(page, '/ui/admin/packages');
    await page.locator('input[type=file]').waitFor({ state: 'attached' });
  },
  reminders: async (page) => {
    await openDesk(page, '/ui/test-reminders');
    await page.getByRole('heading', { name: 'Reminders' }).first().waitFor();
  },
  'account-sign-in': async (page) => {
    await page.goto(`${base}/sign-in`);
    await page.getByLabel('Avatar name or e-mail').waitFor();
  },
  'account-sign-up': async (page) => {
    await page.goto(`${base}/sign-up`);
    await page.getByLabel('Avatar name').waitFor();
  },
  'account-reset': async (page) => {
    await page.goto(`${base}/reset`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  },
  account: async (page) => {
    await makeAccount(page, `Ada ${Date.now()}`);
    await page.goto(`${base}/account`);
    await page.getByRole('checkbox').first().waitFor();
  },
  'your-data': async (page) => {
    await page.goto(`${base}/your-data`);
    await page.getByRole('checkbox').first().waitFor();
  },
  design: async (page) => {
    await page.goto(`${base}/_design/`);
    await page.getByRole('heading', { name: 'Design' }).waitFor();
  },
};

const wanted = process.argv.slice(2);
for (const [name, open] of Object.entries(pages).filter(([one]) => wanted.length === 0 || wanted.includes(one)))
  for (const width of [390, 1280])
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ viewport: { width, height: width === 390 ? 844 : 800 }, colorScheme, reducedMotion: 'reduce' });
      const page = await context.newPage();
      await open(page);
      await page.waitForTimeout(600);
      await page.screenshot({ path: `${folder}${name}-${width}-${colorScheme}.png` });
      await context.close();
    }
await browser.close();
