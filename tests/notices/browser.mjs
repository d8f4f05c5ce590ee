// Pages in a real Chromium.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { equals, holds } from '../support/checks.mjs';
import { Server } from '../support/server.mjs';
import { PostOffice } from './post_office.mjs';

const binary = process.env.OT_CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const fromWeb = createRequire(new URL('../../web/package.json', import.meta.url));
const axe = readFileSync(fromWeb.resolve('axe-core/axe.min.js'), 'utf8');

export async function fitsEverybody(page, where) {
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
export async function inBrowser(settings, use) {
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
