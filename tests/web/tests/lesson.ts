import { expect, test } from '../harness.ts';
import { bodies, expectNoDoubleText, openCheck, startLesson, untilCheck } from '../steps.ts';

test('a lesson: parts come, a check gates them, an answer opens them', async ({ page }) => {
  await startLesson(page);
  await untilCheck(page);
  const held = await page.locator('.part[data-kind]').count();
  await page.waitForTimeout(600);
  expect((await page.locator('.part[data-kind]').count()) === held, 'parts came past an open check');
  const check = openCheck(page);
  const id = await check.evaluate((one) => [...document.querySelectorAll('.part')].indexOf(one));
  await check.getByRole('button', { name: 'Show me' }).click();
  const same = page.locator('.part').nth(id);
  await same.locator('.feedback').waitFor();
  await page.waitForFunction((n) => document.querySelectorAll('.part[data-kind]').length > n || document.querySelector('.room-end'), held, { timeout: 15_000 });
  await expectNoDoubleText(page);
});

test('a check: a hint, a wrong or right answer, feedback in the same place', async ({ page }) => {
  await startLesson(page);
  await untilCheck(page);
  const check = openCheck(page);
  await check.getByRole('button', { name: 'Hint' }).click();
  await check.locator('.check-hint').first().waitFor();
  const radio = check.getByRole('radio').first();
  if (await radio.isVisible()) await radio.check();
  else await check.getByRole('textbox').fill('1');
  await check.getByRole('button', { name: 'Check', exact: true }).click();
  const feedback = page.locator('.part[data-kind="check"] .feedback').first();
  await feedback.waitFor();
  expect(/Correct|Not yet|Compare/.test(await feedback.innerText()), 'the feedback has no verdict in words');
});

test('a citation opens its passage with the quote marked; Escape goes back', async ({ page }) => {
  await startLesson(page);
  const cite = page.locator('.part .cite').first();
  await cite.waitFor();
  const box = await cite.boundingBox();
  expect(box && box.width >= 24 && box.height >= 24, 'the citation number is smaller than 24 px');
  await cite.click();
  await page.locator('.passage mark').first().waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.passage').waitFor({ state: 'detached' });
  await page.waitForTimeout(100);
  expect(await cite.evaluate((one) => one === document.activeElement), 'focus did not return to the number');
});

test('on a phone the passage opens in a sheet', async ({ page }) => {
  await startLesson(page);
  await page.locator('.part .cite').first().click();
  await page.getByRole('dialog').locator('.passage mark').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}, { viewport: { width: 390, height: 844 } });

test('a reload shows the same parts and answers', async ({ page }) => {
  await startLesson(page);
  await untilCheck(page);
  await openCheck(page).getByRole('button', { name: 'Show me' }).click();
  await page.locator('.feedback').first().waitFor();
  const before = await bodies(page);
  await page.reload();
  await page.locator('.part[data-kind]').nth(before.length - 1).waitFor();
  await page.waitForTimeout(500);
  const after = (await bodies(page)).slice(0, before.length);
  expect(JSON.stringify(after) === JSON.stringify(before), `the parts changed:\n${before.join('\n')}\n---\n${after.join('\n')}`);
  expect((await page.locator('.feedback').count()) > 0, 'the answer was forgotten');
});

test('a cut line reconnects and says nothing twice', async ({ page }) => {
  await startLesson(page);
  await page.context().setOffline(true);
  await page.waitForTimeout(400);
  await page.context().setOffline(false);
  await untilCheck(page);
  await expectNoDoubleText(page);
  const text = await bodies(page);
  expect(new Set(text).size === text.length, 'a part stands twice');
  await page.locator('.room-status[data-status="reconnecting"]').waitFor({ state: 'detached', timeout: 3000 });
});

test('the keyboard alone goes through a check', async ({ page }) => {
  await startLesson(page);
  await untilCheck(page);
  const check = openCheck(page);
  const field = check.getByRole('radio').or(check.getByRole('textbox')).first();
  await field.focus();
  if ((await field.getAttribute('type')) === 'radio') await page.keyboard.press('Space');
  else await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await page.locator('.feedback').first().waitFor();
});
