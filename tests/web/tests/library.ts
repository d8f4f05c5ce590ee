import { base, expect, test } from '../harness.ts';
import { openCourse, sample, startLesson } from '../steps.ts';

const text = `# Bees and honey

A honey bee colony has one queen, some thousand drones in summer, and many thousand workers.

## The waggle dance

A worker that has found food dances on the comb. The angle of the dance against the vertical is the angle of the food against the sun.

## Honey

Bees turn nectar into honey by adding enzymes and by fanning water out of it. Ripe honey holds less than 20 percent water. <img src="/nothing" onerror="window.hostile = 1"> [press](javascript:window.hostile=1) <script>window.hostile = 1</script>
`;

test('an uploaded Markdown file becomes a course with a lesson', async ({ page }) => {
  const title = `Bees ${Date.now() % 100_000}`;
  await page.goto(`${base}/`);
  await page.getByRole('textbox', { name: 'Title of the course' }).fill(title);
  await page.locator('input[type=file]').setInputFiles({ name: 'bees.md', mimeType: 'text/markdown', buffer: Buffer.from(text) });
  const row = page.locator('.upload').filter({ hasText: title });
  await row.getByText('Ready').waitFor();
  await page.reload();
  await page.locator('.upload').filter({ hasText: title }).getByRole('link').click();
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  await page.getByText('The waggle dance').first().waitFor();
  await page.getByRole('button', { name: 'Start lesson', exact: true }).click();
  await page.locator('.part[data-kind] .cite').first().waitFor();
  for (let i = 0; i < 60; i++) {
    const next = page.getByRole('button', { name: 'Show the next part' });
    const skip = page.getByRole('button', { name: 'Skip' }).first();
    if (await skip.isVisible()) await skip.click({ timeout: 2000 }).catch(() => {});
    else if ((await next.getAttribute('aria-disabled')) === 'false') await next.click({ timeout: 500 }).catch(() => {});
    if (await page.locator('.room-end').isVisible()) break;
    await page.waitForTimeout(150);
  }
  await page.getByText('That was the whole lesson').waitFor();
  const hostile = await page.evaluate(() => [Reflect.get(window, 'hostile'), document.querySelectorAll('main script, main [onerror], main a[href^="javascript"]').length]);
  expect(hostile[0] === undefined && hostile[1] === 0, 'markup of the course text ran or stands in the page');
});

test('an empty file fails with a reason', async ({ page }) => {
  await page.goto(`${base}/`);
  await page.locator('input[type=file]').setInputFiles({ name: 'empty.md', mimeType: 'text/markdown', buffer: Buffer.from(' ') });
  const why = page.locator('.upload .upload-why').first();
  await why.waitFor();
  expect((await why.innerText()).length > 5, 'no reason given');
});

test('the search narrows courses and keeps its words in the address', async ({ page }) => {
  await page.goto(`${base}/`);
  await page.getByRole('heading', { name: sample }).waitFor();
  await page.getByRole('searchbox').fill('energy');
  await page.waitForURL(/q=energy/);
  await page.getByRole('heading', { name: 'Subjects in your courses' }).waitFor();
  await page.getByRole('button', { name: /Start a lesson on .*energy/i }).first().waitFor();
  await page.reload();
  expect((await page.getByRole('searchbox').inputValue()) === 'energy', 'the query is lost on reload');
});

test('an unfinished lesson is offered again', async ({ page }) => {
  await startLesson(page);
  const lesson = page.url();
  await page.goto(`${base}/`);
  await page.getByRole('heading', { name: 'Continue' }).waitFor();
  await page.locator('.continue a').first().click();
  await page.waitForURL(lesson);
});

test('a section can be started by itself', async ({ page }) => {
  await openCourse(page);
  await page.locator('.contents').getByRole('button', { name: /Start a lesson on/ }).nth(1).click();
  await page.waitForURL(/\/lesson\//);
  await page.locator('.part[data-kind]').first().waitFor();
});

test('a passage has an address of its own', async ({ page }) => {
  await openCourse(page);
  await page.getByRole('link', { name: /^Read / }).first().click();
  await page.waitForURL(/\/passage\//);
  await page.locator('.passage .md').waitFor();
  await page.getByRole('button', { name: 'Next passage' }).click();
  await page.locator('.passage .md').waitFor();
});

test('an unknown address says so', async ({ page }) => {
  await page.goto(`${base}/nowhere/at/all`);
  await page.getByRole('heading', { name: 'This page is not here' }).waitFor();
  await page.goto(`${base}/lesson/01900000-0000-7000-8000-00000000ffff`);
  await page.getByRole('alert').filter({ hasText: 'could not be opened' }).waitFor();
});
