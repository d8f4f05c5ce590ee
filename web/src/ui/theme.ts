import { useState } from 'react';
import { useMedia } from './motion';

type Theme = 'light' | 'dark';
const key = 'ot.theme'; // read before the first paint by app/theme_boot.ts

const chosen = (): Theme | undefined => {
  const theme = document.documentElement.dataset.theme;
  return theme === 'light' || theme === 'dark' ? theme : undefined;
};

export function useTheme(): { theme: Theme; toggle(): void } {
  const system: Theme = useMedia('(prefers-color-scheme: dark)') ? 'dark' : 'light';
  const [own, setOwn] = useState(chosen);
  const theme = own ?? system;
  const toggle = () => {
    const next = theme === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem(key, next);
    } catch {
      // The choice lasts as long as the page.
    }
    setOwn(next);
  };
  return { theme, toggle };
}
