// The pages of mail in a real Chromium: an address is confirmed, a forgotten password replaced.
import { equals } from '../support/checks.mjs';
import { until } from '../support/server.mjs';
import { fitsEverybody, inBrowser } from './browser.mjs';
import { administrator, password, signUp } from './lib.mjs';

const address = 'ann@school.example';

export async function proof_pages() {
  await inBrowser((office) => office.settings(), async ({ office, server, page, context, here }) => {
    const ann = await signUp(server, 'Ann', address);
    const [name, value] = ann.cookie.split('=');
    await context.addCookies([{ name, value, url: server.url }]);
    await page.goto(`${server.url}/account`);
    await page.getByText('not confirmed').waitFor();
    await page.getByRole('button', { name: 'Send the mail again' }).click();
    await page.getByText('A mail is on its way.').first().waitFor();
    await fitsEverybody(page, 'account with an open address');

    await page.goto(here(await office.mailTo(address, 2), 'verify'));
    await fitsEverybody(page, 'verify');
    await page.getByRole('button', { name: 'Yes, it is mine' }).press('Enter');
    await page.getByText('Your address is confirmed.').first().waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Your account' }).click();
    await page.getByText('confirmed', { exact: true }).waitFor();
    await page.goto(`${server.url}/verify#token=used`);
    await page.getByRole('button', { name: 'Yes, it is mine' }).click();
    await page.getByRole('alert').getByText('This link was used, or is too old').waitFor();
    await page.goto(`${server.url}/verify`);
    await page.getByText('This page is for the link of a mail.').waitFor();

    await context.clearCookies();
    await page.goto(`${server.url}/sign-in`);
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByLabel('E-mail').fill(address);
    await page.keyboard.press('Enter');
    await page.getByText('If an account has this address').first().waitFor();
    await fitsEverybody(page, 'reset asked');
    await page.goto(here(await office.mailTo(address, 3), 'reset'));
    await page.getByLabel('New password').fill('password123');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('one of the first that are guessed').waitFor();
    await fitsEverybody(page, 'reset with a password that is too easy');
    await page.getByLabel('New password').fill(`${password}, anew`);
    await page.keyboard.press('Enter');
    await page.getByText('Your new password is set.').first().waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('Avatar name or e-mail').fill('Ann');
    await page.getByLabel('Password', { exact: true }).fill(`${password}, anew`);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Your account, Ann' }).waitFor();
    await page.goto(`${server.url}/reset#token=used`);
    await page.getByLabel('New password').fill(`${password}, once more`);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Ask for a new mail' }).click();
    await page.getByLabel('E-mail').waitFor();
  });
  await inBrowser(() => ({}), async ({ server, page, context }) => {
    const ann = await signUp(server, 'Ann', address);
    await page.goto(`${server.url}/sign-in`);
    await page.getByRole('link', { name: 'Make one' }).waitFor();
    await page.waitForLoadState('networkidle');
    equals('without mail no reset is offered', 0, await page.getByRole('link', { name: 'Forgot your password?' }).count());
    const [name, value] = ann.cookie.split('=');
    await context.addCookies([{ name, value, url: server.url }]);
    await page.goto(`${server.url}/account`);
    await page.getByRole('heading', { name: 'Ann' }).waitFor();
    await page.waitForLoadState('networkidle');
    equals('nor is anything asked about the address', 0, await page.getByText('not confirmed').count());
  });
}

export async function notice_pages() {
  const settings = (office) => office.settings({ OT_LIMITS: 'plan=0,lesson=0', OT_LESSON_PACE_MS: '1', OT_REMINDERS_AT: '0 0 1 1 *' });
  await inBrowser(settings, async ({ server, page, context }) => {
    const ann = await signUp(server, 'Ann', address);
    await server.rows('UPDATE accounts SET email_verified_at = 1');
    const desk = await administrator(server);
    const [name, value] = ann.cookie.split('=');
    await context.addCookies([{ name, value, url: server.url }]);
    await page.goto(`${server.url}/account`);
    await page.getByText('Nobody has told you anything yet.').waitFor();
    await desk.call('POST', '/v1/admin/notices', { user: ann.id, title: 'A <b>new</b> course', text: 'Have a look.', path: '/' });
    await page.reload();
    const list = page.getByRole('list', { name: 'Notices', exact: true });
    await list.getByText('A <b>new</b> course').waitFor();
    await fitsEverybody(page, 'account with a notice');
    await page.getByRole('button', { name: 'Mark all as read' }).press('Enter');
    await page.getByRole('button', { name: 'Mark all as read' }).waitFor({ state: 'detached' });
    await page.getByLabel('Messages from administrators: by mail').uncheck();
    await page.getByLabel('Leave me alone for some hours').check();
    await page.getByLabel('From', { exact: true }).fill('21:30');
    await page.getByLabel('Time zone').fill('Mars/Base');
    await page.getByRole('button', { name: 'Save the choices' }).click();
    await page.locator('[aria-invalid]').waitFor();
    await fitsEverybody(page, 'choices with a zone that is none');
    await page.getByLabel('Time zone').fill('Europe/Berlin');
    await page.getByRole('button', { name: 'Save the choices' }).press('Enter');
    await page.getByText('Saved').first().waitFor();
    const kept = await ann.get('/v1/notices/settings');
    equals('what was chosen is kept', ['Europe/Berlin', '21:30', '07:00', false],
      [kept.zone, kept.quiet_from, kept.quiet_until, kept.kinds.find(({ kind }) => kind === 'desk.message').email]);
    await page.reload();
    equals('and shown', '21:30', await page.getByLabel('From', { exact: true }).inputValue());

    await ann.post('/v1/lesson', { course_id: await ann.course() });
    await until(async () => (await server.rows(`SELECT id FROM turns WHERE state = 'done'`)).length === 1, 'the lesson is over');
    await context.clearCookies();
    const [admin, secret] = desk.cookie.split('=');
    await context.addCookies([{ name: admin, value: secret, url: server.url }]);
    await page.goto(`${server.url}/ui/test-reminders`);
    await page.getByText('Nobody is behind').waitFor();
    await server.rows(`UPDATE turns SET state = 'stopped'`);
    await page.reload();
    await page.getByRole('list', { name: 'Reminders' }).getByText('Ann').waitFor();
    await fitsEverybody(page, 'reminders');
  });
}
