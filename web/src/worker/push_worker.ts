// Shows what the server tells a person while its pages are closed, and opens them. It keeps nothing and stands between no page and the server.
declare const self: ServiceWorkerGlobalScope;

export type Words = { title: string; body: string; path: string };

// A push that shows nothing would cost the page its permission.
const unknown: Words = { title: 'OmniTutor', body: 'There is something new for you.', path: '' };

function wordsOf(data: PushMessageData | null): Words {
  try {
    return { ...unknown, ...(data?.json() as Partial<Words>) };
  } catch {
    return unknown;
  }
}

const show = ({ title, body, path }: Words) => self.registration.showNotification(title, { body, data: path });

// Nowhere but on this server.
function pageAt(path: string): string {
  const home = self.location.origin;
  const page = new URL(path || '/account', home);
  return page.origin === home ? page.href : `${home}/account`;
}

async function open(path: string) {
  const page = pageAt(path);
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const there = windows.find(({ url }) => url === page);
  return there ? there.focus() : self.clients.openWindow(page);
}

// The push service gave this browser another address.
async function renew(before: PushSubscription | null | undefined, after: PushSubscription | null | undefined) {
  const subscription = after ?? (before && (await self.registration.pushManager.subscribe(before.options)));
  if (subscription) await fetch('/v1/notices/push', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(subscription) });
}

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('push', (event) => event.waitUntil(show(wordsOf(event.data))));
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(String(event.notification.data ?? '')));
});
self.addEventListener('pushsubscriptionchange', (event) => {
  const { oldSubscription, newSubscription, waitUntil } = event as ExtendableEvent & { oldSubscription?: PushSubscription | null; newSubscription?: PushSubscription | null };
  waitUntil.call(event, renew(oldSubscription, newSubscription));
});
