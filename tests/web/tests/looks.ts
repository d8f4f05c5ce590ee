import { expectAccessible, views } from '../accessible.ts';
import { base, expect, test } from '../harness.ts';
import { openCourse, startLesson, untilCheck } from '../steps.ts';

for (const { width, colorScheme } of views(320))
  test(`axe finds nothing at ${width} px in the ${colorScheme} theme`, async ({ page }) => {
    await page.goto(`${base}/`);
    await page.locator('.course-card').first().waitFor();
    await expectAccessible(page, 'discovery');
    await openCourse(page);
    await expectAccessible(page, 'subject');
    await page.locator('a.contents-read').first().evaluate((link) => (link as HTMLAnchorElement).click());
    await page.locator('.passage .md').waitFor();
    await expectAccessible(page, 'passage');
    await startLesson(page);
    await untilCheck(page);
    await page.getByRole('button', { name: 'Show me' }).first().click();
    await page.locator('.feedback').first().waitFor();
    await expectAccessible(page, 'tutor room');
    await page.locator('.part .cite').first().click();
    await page.locator('.passage').waitFor();
    await expectAccessible(page, 'open passage');
    await page.goto(`${base}/_design/`);
    await page.getByRole('heading', { name: 'Design' }).waitFor();
    await expectAccessible(page, 'design');
  }, { viewport: { width, height: 740 }, colorScheme });

// Collects every unexpected shift from the first paint on.
const watchShifts = `
  window.shifts = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts += one.value; }).observe({ type: 'layout-shift', buffered: true });
`;

for (const width of [390, 1280])
  test(`nothing jumps at ${width} px (CLS at most 0.1 on each page)`, async ({ page }) => {
    await page.addInitScript(watchShifts);
    const expectSteady = async (where: string) => {
      await page.waitForTimeout(1200);
      const shifts = (await page.evaluate('window.shifts')) as number;
      expect(shifts <= 0.1, `${where}: ${shifts.toFixed(3)}`);
    };
    await page.goto(`${base}/`);
    await page.locator('.course-card').first().waitFor();
    await expectSteady('discovery');
    await openCourse(page);
    const subject = page.url();
    await page.goto(subject);
    await page.getByRole('heading', { name: 'Contents' }).waitFor();
    await expectSteady('subject');
    await startLesson(page);
    const lesson = page.url();
    await page.goto(lesson);
    await page.locator('.part[data-kind]').first().waitFor();
    await page.waitForTimeout(5000);
    await expectSteady('tutor room');
  }, { viewport: { width, height: 844 }, reducedMotion: 'no-preference' });

test('the chosen theme is there from the first paint', async ({ page }) => {
  await page.goto(`${base}/`);
  await page.getByRole('button', { name: 'Use the dark theme' }).click();
  await page.goto(`${base}/`, { waitUntil: 'commit' });
  await page.waitForSelector('body', { state: 'attached' });
  expect((await page.evaluate(() => document.documentElement.dataset.theme)) === 'dark', 'the theme is not set early');
}, { colorScheme: 'light' });
