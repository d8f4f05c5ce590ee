import { useEffect, useState } from 'react';
import type { RenderOptions } from './render';

const done = new Map<string, string>();
const limit = 800;

const keyOf = (text: string, options: RenderOptions) => JSON.stringify([text, options]);

// Rendering is lazy and remembered: history is never parsed again.
export async function prepare(text: string, options: RenderOptions = {}): Promise<string> {
  const key = keyOf(text, options);
  const known = done.get(key);
  if (known !== undefined) return known;
  const html = await retried(async () => (await import('./render')).render(text, options));
  if (done.size >= limit) done.delete(done.keys().next().value ?? '');
  done.set(key, html);
  return html;
}

// A line cut while the code for Markdown or formulas is fetched only delays it: the plain text stands until then.
async function retried<T>(run: () => Promise<T>): Promise<T> {
  for (let pause = 500; ; pause = Math.min(pause * 2, 8_000)) {
    try {
      return await run();
    } catch {
      await new Promise<void>((resolve) => {
        addEventListener('online', () => resolve(), { once: true });
        setTimeout(resolve, pause);
      });
    }
  }
}

// Fetches what setting text and formulas takes before the first text is there.
export const warmUp = () => void prepare('$x$');

// The HTML of `text`, or undefined while it is being made; the previous text's HTML is never shown for a new one.
export function usePrepared(text: string, options: RenderOptions = {}): string | undefined {
  const key = keyOf(text, options);
  const [made, setMade] = useState<{ key: string; html: string }>();
  useEffect(() => {
    let wanted = true;
    const [source, how] = JSON.parse(key) as [string, RenderOptions];
    void prepare(source, how).then((html) => wanted && setMade({ key, html }));
    return () => {
      wanted = false;
    };
  }, [key]);
  return made?.key === key ? made.html : done.get(key);
}
