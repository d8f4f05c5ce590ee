import { useCallback, useRef, useState } from 'react';
import type { Citation } from '~/api/types';

// Which citation is open, and where focus goes back to when it closes.
export function useCitation() {
  const [citation, setCitation] = useState<Citation>();
  const from = useRef<HTMLElement | null>(null);
  const show = useCallback((next: Citation, opener: HTMLElement) => {
    from.current = opener;
    setCitation(next);
  }, []);
  const close = useCallback(() => {
    setCitation(undefined);
    const back = from.current;
    setTimeout(() => back?.focus({ preventScroll: true }), 0);
  }, []);
  return { citation, show, close };
}

export type ShowCitation = (citation: Citation, opener: HTMLElement) => void;
