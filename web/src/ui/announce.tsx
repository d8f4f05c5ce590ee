import { useSyncExternalStore } from 'react';

// One polite and one assertive live region for the whole page. Messages at least 400 ms apart, the newest polite one wins.
type Said = { polite: string; assertive: string };
let said: Said = { polite: '', assertive: '' };
let last = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function set(next: Partial<Said>): void {
  said = { ...said, ...next };
  last = Date.now();
  for (const listener of listeners) listener();
}

export function announce(message: string): void {
  clearTimeout(timer);
  timer = setTimeout(() => set({ polite: message }), Math.max(0, 400 - (Date.now() - last)));
}

export const alarm = (message: string): void => set({ assertive: message });

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function Announcer() {
  const { polite, assertive } = useSyncExternalStore(subscribe, () => said);
  return (
    <>
      <div className="sr-only" role="status">{polite}</div>
      <div className="sr-only" role="alert">{assertive}</div>
    </>
  );
}
