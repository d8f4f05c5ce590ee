import { lazy, Suspense, useEffect, useState } from 'react';
import { Button } from '~/ui/button';
import { words } from '../admin/strings';

const Palette = lazy(() => import('./palette').then((module) => ({ default: module.Palette })));
const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);

// Opens the palette, as Ctrl+K (⌘K) does on every page of the desk. The palette itself is loaded when it is first asked for.
export function PaletteButton() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      setOpen((was) => !was);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  return (
    <>
      <Button look="quiet" aria-haspopup="dialog" aria-keyshortcuts={mac ? 'Meta+K' : 'Control+K'} onClick={() => setOpen(true)}>
        {words.palette.open} <kbd>{mac ? '⌘K' : 'Ctrl K'}</kbd>
      </Button>
      {open && <Suspense><Palette onClose={() => setOpen(false)} /></Suspense>}
    </>
  );
}
