import type { Page } from 'playwright-core';
import { base, expect } from './harness.ts';

export const sample = 'Mechanics: motion, forces, energy';

export async function openCourse(page: Page, title = sample): Promise<void> {
  await page.goto(`${base}/`);
  await page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) }).getByRole('link').first().click();
  await page.getByRole('heading', { name: 'Contents' }).waitFor();
}

export async function startLesson(page: Page, title = sample): Promise<void> {
  await openCourse(page, title);
  await page.getByRole('button', { name: 'Start lesson', exact: true }).click();
  await page.waitForURL(/\/lesson\//);
  await page.locator('.part[data-kind]').first().waitFor();
}

// By the form of the desk, as an administrator does.
export async function signIn(page: Page, path: string): Promise<void> {
  await page.goto(base + path);
  await page.getByLabel('Administrator token').fill(process.env.ADMIN_TOKEN ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Administrator token').waitFor({ state: 'detached' }); // the cookie is there
}

export const password = 'a phrase for the browser';

export async function signUp(page: Page, name: string): Promise<void> {
  await page.getByLabel('Avatar name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Make the account' }).click();
}

export async function makeAccount(page: Page, name: string): Promise<void> {
  await page.goto(`${base}/sign-up`);
  await signUp(page, name);
  await page.getByRole('link', { name: `Your account, ${name}` }).waitFor();
}

export const openCheck = (page: Page) => page.locator('.part[data-kind="check"]').filter({ has: page.getByRole('button', { name: 'Show me' }) }).first();

// Goes on until a check holds the lesson back.
export async function untilCheck(page: Page): Promise<void> {
  const next = page.getByRole('button', { name: 'Show the next part' });
  for (let i = 0; i < 200; i++) {
    if (await openCheck(page).isVisible()) return;
    if ((await next.getAttribute('aria-disabled')) !== 'true') await next.click({ timeout: 500 }).catch(() => {});
    await page.waitForTimeout(100);
  }
  throw new Error('no check came');
}

// The text of each part, once Markdown and formulas are set.
export async function bodies(page: Page): Promise<string[]> {
  await page.waitForFunction(() => !document.querySelector('.part .md-plain'));
  return page.locator('.part[data-kind]').evaluateAll((parts) => parts.map((part) => (part.querySelector('.md, .check-prompt')?.textContent ?? '').trim()));
}

// Plain text of what is shown, with the formulas' own text left out, holds no sentence twice in one part.
export async function expectNoDoubleText(page: Page): Promise<void> {
  for (const text of await bodies(page)) {
    const half = text.slice(0, Math.floor(text.length / 2));
    expect(half.length < 20 || !text.startsWith(half + half), `text stands twice: ${text.slice(0, 80)}`);
  }
}

export async function expectNoSideScroll(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over <= 0, `the page is ${over} px too wide`);
}
