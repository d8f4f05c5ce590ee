import { type ReactNode, useEffect } from 'react';

// The panel is no dialog, yet Escape closes it as it would one, wherever focus stands.
export function SidePassage({ children, onEscape }: { children: ReactNode; onEscape(): void }) {
  useEffect(() => {
    const key = (event: KeyboardEvent) => event.key === 'Escape' && onEscape();
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, [onEscape]);
  return <div className="card pad side-passage">{children}</div>;
}
