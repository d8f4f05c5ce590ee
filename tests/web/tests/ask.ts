import { expect, test } from '../harness.ts';
import { openCourse, startLesson } from '../steps.ts';

const nonsense = 'Which Renaissance painter used tempera on poplar?';

test('a question in the lesson is answered with a citation', async ({ page }) => {
  await startLesson(page);
  const box = page.getByRole('textbox', { name: 'Ask about this lesson' });
  await box.fill('What is acceleration?');
  await box.press('Enter');
  const answer = page.locator('.answer').last();
  await answer.locator('.answer-body .md').first().waitFor();
  await answer.locator('.cite').first().waitFor();
  expect((await box.inputValue()) === '', 'the box still holds the question');
});

test('a question outside the course is declined, with the nearest headings', async ({ page }) => {
  await openCourse(page);
  const box = page.getByRole('textbox', { name: 'Ask about this course' });
  await box.fill(nonsense);
  await box.press('Enter');
  await page.locator('.abstain').waitFor();
  const near = page.locator('.abstain-near a');
  if ((await near.count()) > 0) {
    await near.first().click();
    expect(page.url().includes('#node-'), 'the heading is no link into the contents');
  }
});

test('an answer and a draft survive a reload', async ({ page }) => {
  await openCourse(page);
  const box = page.getByRole('textbox', { name: 'Ask about this course' });
  await box.fill('What is kinetic energy?');
  await box.press('Enter');
  await page.locator('.answer .md').first().waitFor();
  await page.locator('.answer .source-label').first().waitFor();
  await page.locator('.answer .cite').first().waitFor();
  const text = await page.locator('.answer .answer-body').innerText();
  await box.fill('half a thou');
  await page.reload();
  await page.locator('.answer .cite').first().waitFor();
  await page.waitForTimeout(600);
  expect((await page.locator('.answer .answer-body').innerText()) === text, 'the answer changed');
  expect((await box.inputValue()) === 'half a thou', 'the draft was lost');
});

test('Shift+Enter starts a line and does not ask', async ({ page }) => {
  await openCourse(page);
  const box = page.getByRole('textbox', { name: 'Ask about this course' });
  await box.fill('one');
  await box.press('Shift+Enter');
  await page.keyboard.type('two');
  expect((await box.inputValue()) === 'one\ntwo', 'no new line');
  expect((await page.locator('.answer').count()) === 0, 'it asked');
});
