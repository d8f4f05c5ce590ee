// The switch of notices in browsers in a real Chromium. There is no push service for it here, so PushManager is a stand-in; what comes to the service worker
// is what the server sent, decrypted, and the service worker is the real one.
import { equals, holds } from '../support/checks.mjs';
import { until } from '../support/server.mjs';
import { fitsEverybody, inBrowser } from './browser.mjs';
import { administrator, signUp } from './lib.mjs';
import { PushService } from './push_service.mjs';

function standIn({ endpoint, keys }) {
  if (!('PushManager' in globalThis)) return; // about:blank
  const made = { endpoint, toJSON: () => ({ endpoint, expirationTime: null, keys }), unsubscribe: async () => delete localStorage.subscribed };
  PushManager.prototype.getSubscription = async () => (localStorage.subscribed ? made : null);
  PushManager.prototype.subscribe = async (options) => {
    if (localStorage.away) throw new DOMException('Registration failed - push service error', 'AbortError');
    localStorage.subscribed = JSON.stringify(options);
    return made;
  };
}

// Has the real service worker get a message, and gives what it shows.
async function deliver(page, context, origin, data) {
  const devtools = await context.newCDPSession(page);
  const known = new Promise((done) => devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [first] }) => first && done(first.registrationId)));
  await devtools.send('ServiceWorker.enable');
  await devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await known, data });
  await devtools.detach();
}
const shown = (page) => page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, data }) => ({ title, body, data })));

// Which page a click on the first notification opens, or brings forward where it is open.
const clicked = (worker) => worker.evaluate(async () => {
  const opened = new Promise((done) => {
    self.clients.openWindow = async (url) => done(`opens ${url}`);
    WindowClient.prototype.focus = async function () {
      done(`shows ${this.url}`);
    };
  });
  const [notification] = await self.registration.getNotifications();
  self.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
  return Promise.race([opened, new Promise((done) => setTimeout(done, 3000, 'none'))]);
});

export async function push_page() {
  const service = await PushService.open();
  const browser = service.browser();
  await inBrowser(() => service.settings(), async ({ server, page, context }) => {
    const ann = await signUp(server, 'Ann');
    const desk = await administrator(server);
    const [name, value] = ann.cookie.split('=');
    await context.addCookies([{ name, value, url: server.url }]);
    await context.addInitScript(standIn, browser.toJSON());
    const subscriptions = async () => (await ann.get('/v1/notices/push')).subscriptions;
    await page.goto(`${server.url}/account`);
    const box = page.getByLabel('Notify me in this browser');
    await box.click();
    await page.getByRole('alert').getByText('Your browser does not let this page notify you.').waitFor();
    await fitsEverybody(page, 'notices in a browser that refuses');
    await context.grantPermissions(['notifications'], { origin: server.url });
    await page.evaluate(() => (localStorage.away = '1'));
    await box.click();
    await page.getByRole('alert').getByText('The push service of this browser did not take you').waitFor();
    equals('not subscribed', 0, (await subscriptions()).length);
    await page.evaluate(() => delete localStorage.away);
    await box.press('Space');
    await page.getByText('You are notified in this browser').first().waitFor();
    holds('on', await until(() => box.isChecked(), 'the switch is on'));
    const asked = JSON.parse(await page.evaluate(() => localStorage.subscribed));
    equals('for the key of this server', { userVisibleOnly: true, applicationServerKey: (await ann.get('/v1/notices/push')).key }, asked);
    await ann.post('/v1/notices/push', { ...service.browser().toJSON() });
    await page.reload();
    holds('still on', await box.isChecked());
    await page.getByRole('list', { name: 'Your other browsers' }).getByText('Another browser').waitFor();
    await fitsEverybody(page, 'notices in a browser');
    await page.getByRole('button', { name: /^Remove: Another browser/ }).press('Enter');
    await page.getByRole('list', { name: 'Your other browsers' }).waitFor({ state: 'detached' });

    await desk.call('POST', '/v1/admin/notices', { user: ann.id, title: 'Hello', text: 'A new course.', path: '/course/x' });
    const sent = JSON.stringify(await service.readAt(browser));
    await deliver(page, context, server.url, sent);
    equals('the service worker shows what came', [{ title: 'Hello', body: 'A new course.', data: '/course/x' }], await until(async () => (await shown(page)).length && shown(page), 'a notification'));
    const worker = context.serviceWorkers()[0];
    equals('a click opens its page', `opens ${server.url}/course/x`, await clicked(worker));
    for (const [what, data, title] of [['a link to elsewhere', JSON.stringify({ title: 'Evil', body: '', path: '//evil.example/x' }), 'Evil'], ['what is no message', 'no JSON', 'OmniTutor']]) {
      await until(async () => (await shown(page)).length === 0, 'the one before is closed');
      await deliver(page, context, server.url, data);
      await until(async () => (await shown(page))[0]?.title === title, what);
      equals(`${what} leads home`, `shows ${server.url}/account`, await clicked(worker));
    }

    await box.press('Space');
    await page.getByText('You are not notified in this browser any more').first().waitFor();
    equals('off', [0, undefined], [(await subscriptions()).length, await page.evaluate(() => localStorage.subscribed)]);
    await box.click();
    await page.getByText('You are notified in this browser').first().waitFor();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await until(async () => (await server.rows('SELECT id FROM push_subscriptions')).length === 0, 'who signs out is told nothing here');
  });
  await service.close();
}
