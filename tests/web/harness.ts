import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

// The tests stand outside web/, its packages inside.
export const fromWeb = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = fromWeb('playwright-core') as typeof import('playwright-core');

// A real Chromium against a running server; OT_URL says where, OT_CHROMIUM which browser.
export const base = (process.env.OT_URL ?? '').replace(/\/$/, '');
const binary = process.env.OT_CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export type Room = { page: Page; errors: string[] };
type Test = { name: string; run: (room: Room) => Promise<void>; options: BrowserContextOptions };

const tests: Test[] = [];
export const test = (name: string, run: Test['run'], options: BrowserContextOptions = {}) => tests.push({ name, run, options });

export function expect(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

// What the browser itself reports: a cut line is no error of the page when a test cuts it.
const expected = /ERR_INTERNET_DISCONNECTED|Unable to preload CSS|Failed to load resource: the server responded with a status of 404/;

async function runOne(browser: Browser, { name, run, options }: Test): Promise<boolean> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && !expected.test(message.text()) && errors.push(message.text()));
  const started = Date.now();
  try {
    await run({ page, errors });
    expect(errors.length === 0, `console errors: ${errors.join(' | ')}`);
    console.log(`ok   ${name} (${Date.now() - started} ms)`);
    return true;
  } catch (error) {
    console.log(`FAIL ${name}\n     ${String(error instanceof Error ? error.message : error).split('\n').slice(0, 6).join('\n     ')}`);
    if (process.env.OT_SHOTS) await page.screenshot({ path: `${process.env.OT_SHOTS}/${name.replace(/\W+/g, '-')}.png` }).catch(() => {});
    return false;
  } finally {
    await context.close();
  }
}

export const launch = () => chromium.launch({ executablePath: binary, args: flags });

export async function runAll(): Promise<void> {
  if (!base) stop('OT_URL is not set. Start a server and say where: OT_URL=http://127.0.0.1:8790 npm run e2e');
  if (!binary) stop('No Chromium found; set OT_CHROMIUM to one.');
  if (!(await fetch(`${base}/v1/courses`).then((reply) => reply.ok, () => false))) stop(`No server answers at ${base}.`);
  const wanted = tests.filter(({ name }) => name.includes(process.argv[2] ?? ''));
  const browser = await launch();
  let passed = 0;
  for (const one of wanted) passed += Number(await runOne(browser, one));
  await browser.close();
  console.log(`${passed} passed, ${wanted.length - passed} failed`);
  process.exit(passed === wanted.length && wanted.length > 0 ? 0 : 1);
}

function stop(message: string): never {
  console.error(message);
  console.log('0 passed, 1 failed');
  process.exit(1);
}
