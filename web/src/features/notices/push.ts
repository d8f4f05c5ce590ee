import { queryOptions } from '@tanstack/react-query';
import { client, must } from '~/api/client';
import { Problem, toProblem } from '~/api/problem';
import { words as all } from './strings';

const words = all.push;

// Telling a person things in this browser, by its push service.
export const canPush = () => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

const subscription = async () => (canPush() ? await (await navigator.serviceWorker.getRegistration())?.pushManager.getSubscription() : undefined) ?? undefined;

async function readPush(signal?: AbortSignal) {
  const [state, mine] = await Promise.all([must(client.GET('/v1/notices/push', { signal })), subscription()]);
  const here = state.subscriptions.find(({ endpoint }) => endpoint === mine?.endpoint);
  return { ...state, here, others: state.subscriptions.filter((one) => one !== here) };
}

export const pushQuery = queryOptions({ queryKey: ['notice-push'], queryFn: ({ signal }) => readPush(signal) });
export type PushBrowser = Awaited<ReturnType<typeof readPush>>['others'][number];

export async function forgetBrowser(id: string) {
  const { response, error } = await client.DELETE('/v1/notices/push/{id}', { params: { path: { id } } });
  if (!response.ok && response.status !== 404) throw toProblem(response.status, error);
}

async function subscribe(pushes: PushManager, applicationServerKey: string) {
  const options = { userVisibleOnly: true, applicationServerKey };
  try {
    return await pushes.subscribe(options);
  } catch (error) {
    // It is subscribed for the key that this server had before.
    if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
    await (await pushes.getSubscription())?.unsubscribe();
    return pushes.subscribe(options);
  }
}

// To be called by something that the person did.
export async function turnOn(key: string) {
  if ((await Notification.requestPermission()) !== 'granted') throw new Problem(0, 'push_refused', words.refused);
  await navigator.serviceWorker.register('/push_worker.js');
  const { pushManager } = await navigator.serviceWorker.ready;
  const made = await subscribe(pushManager, key).catch((error: unknown) => {
    throw new Problem(0, 'push_failed', words.noService(error instanceof Error ? error.message : ''));
  });
  const { endpoint = '', keys } = made.toJSON();
  await must(client.POST('/v1/notices/push', { body: { endpoint, keys: { p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' } } }));
}

export async function turnOff(id: string) {
  await forgetBrowser(id);
  await (await subscription())?.unsubscribe();
}

// Who signs out is told nothing here any more, or nowhere; that this fails keeps nobody from leaving.
export const silence = (everywhere: boolean) =>
  readPush()
    .then(({ here, subscriptions }) => Promise.all((everywhere ? subscriptions : here ? [here] : []).map(({ id }) => forgetBrowser(id))))
    .catch(() => undefined);
