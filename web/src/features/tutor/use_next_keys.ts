import { useEffect } from 'react';

const own = 'button, a, input, textarea, select, [role="radio"], [contenteditable], [tabindex="0"]';

// Enter or Space goes on, unless something that takes those keys has focus.
export function useNextKeys(can: boolean, next: () => void): void {
  useEffect(() => {
    if (!can) return;
    const key = (event: KeyboardEvent) => {
      if ((event.key !== 'Enter' && event.key !== ' ') || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.target instanceof Element && event.target.closest(own)) return;
      event.preventDefault();
      next();
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, [can, next]);
}
