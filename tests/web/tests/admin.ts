import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expectAccessible, views } from '../accessible.ts';
import { base, expect, test } from '../harness.ts';
import { signIn, startLesson } from '../steps.ts';

const statements = '/ui/admin/statements';
const rows = '.statement';

test('the desk is closed to learners and opens to the token', async ({ page, errors }) => {
  await page.goto(`${base}/ui/admin`);
  await page.getByRole('heading', { name: 'Administrators only' }).waitFor();
  await page.getByLabel('Administrator token').fill('not this one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').getByText('This token is not').waitFor();
  errors.length = 0; // the refusal, which the browser reports
  await page.getByLabel('Administrator token').fill(process.env.ADMIN_TOKEN ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(!kept.includes(process.env.ADMIN_TOKEN ?? '?'), 'the token is kept in the browser');
});

test('a lesson can be followed statement by statement', async ({ page }) => {
  await startLesson(page);
  await signIn(page, statements);
  await page.locator(rows).filter({ hasText: 'launched' }).first().click();
  const opened = page.getByRole('dialog', { name: 'Statement' });
  await opened.getByText('http://adlnet.gov/expapi/verbs/launched', { exact: true }).first().waitFor();
  expect((await opened.locator('.raw').textContent())?.includes('"registration"'), 'the stored text is not shown');
  await opened.getByRole('button', { name: /^Only these: Registration/ }).click();
  await page.getByRole('button', { name: 'Remove the filter Registration' }).waitFor();
  await page.waitForFunction((selector) => document.querySelectorAll(selector).length >= 2, rows);
  const seen = await page.locator(rows).allTextContents();
  expect(seen.some((row) => row.includes('initialized')), 'the lesson’s other statements are missing');
  await page.reload();
  await page.getByRole('button', { name: 'Remove the filter Registration' }).waitFor();
  await page.getByRole('button', { name: 'Remove the filter Registration' }).click();
  await page.waitForFunction(() => !location.search.includes('registration'));
});

test('filters are typed, kept in the address and taken back', async ({ page }) => {
  await startLesson(page);
  await signIn(page, statements);
  await page.locator(rows).first().waitFor();
  await page.getByText('Filter', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Did' }).fill('initialized');
  await page.keyboard.press('Enter');
  await page.waitForFunction((selector) => [...document.querySelectorAll(selector)].every((row) => row.textContent?.includes('initialized')), rows);
  expect(page.url().includes('initialized'), 'the address does not hold the filter');
  await page.goBack();
  await page.locator(rows).filter({ hasText: 'launched' }).first().waitFor();
});

test('new statements come while they are followed', async ({ page }) => {
  await signIn(page, statements);
  const launched = page.locator(rows).filter({ hasText: 'launched' });
  await page.locator(`${rows}, .desk-none`).first().waitFor();
  const before = await launched.count();
  await page.getByRole('button', { name: 'Follow live' }).click();
  const [{ id }] = (await (await page.request.get(`${base}/v1/courses`)).json()).courses;
  const lesson = await (await page.request.post(`${base}/v1/lesson`, { data: { course_id: id } })).json();
  await launched.nth(before).waitFor();
  await launched.first().click();
  await page.locator('.raw').filter({ hasText: lesson.id }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Following live' }).click();
});

test('a key is made, works, and is revoked', async ({ page }) => {
  await signIn(page, '/ui/admin/keys');
  await page.getByLabel('Label').fill('A test');
  await page.getByLabel('read everything').check();
  await page.getByRole('button', { name: 'Make the key' }).click();
  await page.getByText('The secret is shown only now').waitFor();
  const [, name, secret] = await page.locator('.new-key code').allTextContents();
  const read = () =>
    fetch(`${base}/xapi/statements?limit=1`, { headers: { Authorization: `Basic ${btoa(`${name}:${secret}`)}`, 'X-Experience-API-Version': '2.0.0' } });
  expect((await read()).status === 200, 'the key does not open the store');
  await page.getByRole('button', { name: 'I have copied it' }).click();
  expect((await page.locator('main').textContent())?.includes(secret ?? '?') === false, 'the secret is still there');
  await page.getByRole('button', { name: 'Change the key A test' }).first().click();
  const form = page.getByRole('form', { name: 'Change the key A test' });
  expect(await form.getByLabel('read everything').isChecked(), 'the form does not show what the key may do');
  await form.getByLabel('Label').fill('A better name');
  await form.getByLabel('Requests a minute').fill('500');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.locator('.key').filter({ hasText: 'A better name' }).getByText('500 requests a minute').waitFor();
  expect((await read()).status === 200, 'the changed key does not open the store');
  await page.getByRole('button', { name: 'Revoke the key A better name' }).first().click();
  await page.getByRole('button', { name: 'Revoke now' }).click();
  await page.locator('.key').first().getByText('Revoked', { exact: true }).waitFor();
  await page.waitForTimeout(5200); // what was verified is believed for five seconds
  expect((await read()).status === 401, 'the key still opens the store');
});

test('the audit log shows who did what, and is searched', async ({ page }) => {
  await signIn(page, '/ui/admin/keys');
  await page.getByLabel('Label').fill('For the audit log');
  await page.getByLabel('read everything').check();
  await page.getByRole('button', { name: 'Make the key' }).click();
  await page.getByText('The secret is shown only now').waitFor();
  const [, id] = await page.locator('.new-key code').allTextContents();
  await page.getByRole('link', { name: 'Audit' }).click();
  const entries = page.locator('.audit-entry');
  await entries.filter({ hasText: 'made a key' }).first().waitFor();
  await page.getByRole('button', { name: `Only entries on ${id}` }).first().click();
  await page.waitForFunction(() => document.querySelectorAll('.audit-entry').length === 1);
  expect((await entries.first().textContent())?.includes(id?.slice(-8) ?? '?'), 'the entry does not name the key');
  await page.reload();
  await page.getByRole('button', { name: 'Remove the filter On what' }).click();
  await entries.filter({ hasText: 'signed in as administrator' }).first().waitFor();
  await page.getByText('Filter', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Did' }).selectOption('revoked a key');
  await page.getByLabel('On what').fill('nothing of the kind');
  await page.keyboard.press('Enter');
  await page.getByText('No entry fits these filters.').waitFor();
  expect(page.url().includes('xapi_key.revoke'), 'the address does not hold the filter');
});

for (const { width, colorScheme } of views(320))
  test(`axe finds nothing on the desk at ${width} px in the ${colorScheme} theme`, async ({ page }) => {
    await startLesson(page);
    await page.goto(base + statements);
    await page.getByLabel('Administrator token').waitFor();
    await expectAccessible(page, 'sign-in');
    await signIn(page, statements);
    await page.locator(rows).first().waitFor();
    await page.getByText('Filter', { exact: true }).click();
    await expectAccessible(page, 'statements');
    await page.locator(rows).first().click();
    await page.locator('.raw').waitFor();
    await expectAccessible(page, 'open statement');
    await page.goto(`${base}/ui/admin/keys`);
    await page.getByLabel('Label').fill(`axe ${width} ${colorScheme}`);
    await page.getByRole('button', { name: 'Make the key' }).click();
    await page.getByText('The secret is shown only now').waitFor();
    await page.getByRole('button', { name: /^Revoke the key axe/ }).first().click();
    await expectAccessible(page, 'keys');
    await page.goto(`${base}/ui/test-etl-streaming`);
    await page.locator('.verdict').waitFor();
    await expectAccessible(page, 'streaming ETL');
    await page.goto(`${base}/ui/test-etl-incremental`);
    await page.locator('.verdict').waitFor();
    await expectAccessible(page, 'incremental ETL');
    await page.goto(`${base}/ui/admin/forwarding`);
    await page.getByLabel('Label').waitFor();
    await expectAccessible(page, 'forwarding');
    await page.goto(`${base}/ui/admin/audit`);
    await page.locator('.audit-entry').first().waitFor();
    await page.getByText('Filter', { exact: true }).click();
    await expectAccessible(page, 'audit log');
  }, { viewport: { width, height: 740 }, colorScheme });

test('a statement is sent through the streaming ETL', async ({ page }) => {
  await signIn(page, '/ui/test-etl-streaming');
  await page.getByRole('button', { name: 'Send one' }).click();
  await page.locator('.way .is-reached').filter({ hasText: 'flat row written' }).waitFor();
  await page.getByText('Every statement has its flat row.').waitFor();
  await page.goto(`${base}/ui/admin/keys`);
  await page.locator('.key').filter({ hasText: 'Test of the pipeline' }).first().getByText('Revoked', { exact: true }).waitFor();
  await page.goto(`${base}/ui/test-etl-incremental`);
  await page.getByText('Checked through').waitFor();
});

test('a refused statement is read, and discarded', async ({ page }) => {
  await signIn(page, '/ui/test-etl-streaming');
  const { key, secret } = await (await page.request.post(`${base}/v1/xapi/keys`, { data: { label: 'Sends nonsense', scopes: ['statements/write'] } })).json();
  const refused = { id: crypto.randomUUID(), actor: { mbox: 'no address' }, verb: { id: 'http://example.com/did' }, object: { id: 'http://example.com/x' } };
  const queued = await fetch(`${base}/v1/xapi/queue`, {
    method: 'POST', body: JSON.stringify(refused),
    headers: { Authorization: `Basic ${btoa(`${key.id}:${secret}`)}`, 'Content-Type': 'application/json', 'X-Experience-API-Version': '2.0.0' },
  });
  expect(queued.status === 202, `not queued: ${queued.status}`);
  const letter = page.locator('.letter').filter({ hasText: refused.id });
  await letter.getByText('/actor/mbox: expected').waitFor();
  await letter.getByRole('button', { name: /^Discard/ }).click();
  await letter.waitFor({ state: 'detached' });
});

test('statements are sent on to a webhook, which is paused and removed', async ({ page }) => {
  const hook = await listen();
  await startLesson(page);
  await signIn(page, '/ui/admin/forwarding');
  const form = page.locator('form');
  await form.getByLabel('webhook').check();
  await form.getByLabel('Label').fill('Hook of a test');
  await form.getByLabel('Address').fill(hook.url);
  await form.getByLabel('the first statement').check();
  await form.getByRole('button', { name: 'Start sending' }).click();
  await page.getByText('which is shown only now').waitFor();
  await page.getByRole('button', { name: 'I have copied it' }).click();
  const card = page.locator('.forward').filter({ hasText: 'Hook of a test' });
  await card.getByText('up to date').waitFor();
  expect(hook.bodies.some((body) => body.includes('launched')), 'the webhook got no statement');
  await card.getByRole('button', { name: 'Pause' }).click();
  await card.getByText('Paused', { exact: true }).waitFor();
  await card.getByRole('button', { name: 'Go on' }).click();
  await card.getByText('Running', { exact: true }).waitFor();
  await card.getByRole('button', { name: 'Change the target Hook of a test' }).click();
  const change = page.getByRole('form', { name: 'Change the target Hook of a test' });
  await change.getByLabel('Label').fill('Another name of a hook');
  await change.getByLabel('Only these verbs').fill('http://adlnet.gov/expapi/verbs/passed');
  await change.getByRole('button', { name: 'Save' }).click();
  const renamed = page.locator('.forward').filter({ hasText: 'Another name of a hook' });
  await renamed.getByText('passed', { exact: true }).waitFor();
  await renamed.getByRole('button', { name: 'Remove the target Another name of a hook' }).click();
  await renamed.getByRole('button', { name: 'Remove now' }).click();
  await renamed.waitFor({ state: 'detached' });
  hook.close();
});

async function listen() {
  const bodies: string[] = [];
  const server = createServer((request, reply) => {
    let body = '';
    request.on('data', (piece) => (body += String(piece)));
    request.on('end', () => {
      bodies.push(body);
      reply.end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { bodies, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, close: () => server.close() };
}
