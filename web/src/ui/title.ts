import { useEffect } from 'react';
import { strings } from './strings';

export function useTitle(title?: string): void {
  useEffect(() => {
    document.title = title ? `${title} · ${strings.app.name}` : strings.app.name;
  }, [title]);
}
