import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { prefersReducedMotion } from '~/ui/motion';

const near = 200; // px between the end of the parts and the dock that still count as reading along

// New parts come into view only for a learner who reads along; one who scrolled up gets a button instead.
export function useScroll(parts: number, fromStart: number, asked: number) {
  const end = useRef<HTMLDivElement>(null);
  const along = useRef(true);
  const wanted = useRef(false);
  const [below, setBelow] = useState(false);

  useEffect(() => {
    const look = () => {
      const bottom = end.current?.getBoundingClientRect().bottom ?? 0;
      along.current = bottom < innerHeight + near;
      if (along.current) setBelow(false);
    };
    addEventListener('scroll', look, { passive: true });
    return () => removeEventListener('scroll', look);
  }, []);

  const toEnd = useCallback(() => {
    const cards = document.querySelectorAll('.parts > .part');
    cards[cards.length - 1]?.scrollIntoView({ block: 'nearest', behavior: prefersReducedMotion() ? 'auto' : 'smooth' });
    setBelow(false);
  }, []);
  const follow = useCallback(() => {
    wanted.current = true;
  }, []);

  const before = useRef({ parts: 0, asked });
  useEffect(() => {
    const grew = parts > before.current.parts || asked > before.current.asked;
    before.current = { parts, asked };
    if (!grew || (parts <= fromStart && !wanted.current)) return;
    if (along.current || wanted.current) toEnd();
    else setBelow(true);
    wanted.current = false;
  }, [parts, asked, fromStart, toEnd]);

  return useMemo(() => ({ end, below, toEnd, follow }), [below, toEnd, follow]);
}
