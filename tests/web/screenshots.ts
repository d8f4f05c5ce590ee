// Every page at both widths, light and dark, into docs/screenshots: `cd web && OT_URL=… npm run screenshots`.
import type { Page } from 'playwright-core';
import { base, launch } from './harness.ts';
import { openCourse, startLesson, untilCheck } from './steps.ts';

const folder = new URL('../../docs/screenshots/', import.meta.url).pathname;
const book = '# Bees and honey\n\nA honey bee colony has one queen.\n\n## The waggle dance\n\nA worker that has found food dances on the comb.\n';

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
  design: async (page) => {
    await page.goto(`${base}/_design/`);
    await page.getByRole('heading', { name: 'Design' }).waitFor();
  },
};

const browser = await launch();
for (const [name, open] of Object.entries(pages))
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
