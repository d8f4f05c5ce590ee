import { Outlet, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Announcer } from '~/ui/announce';
import { strings } from '~/ui/strings';

const toMain = (event: { preventDefault(): void }) => {
  event.preventDefault();
  document.getElementById('main')?.focus();
};

export function Frame() {
  useFocusOnPage();
  return (
    <>
      <a className="skip" href="#main" onClick={toMain}>{strings.app.skip}</a>
      <Outlet />
      <Announcer />
    </>
  );
}

// A new page takes focus at its beginning, as a loaded document would.
function useFocusOnPage() {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ pathChanged, fromLocation, toLocation }) => {
        if (pathChanged && fromLocation && !toLocation.hash) document.getElementById('main')?.focus({ preventScroll: true });
      }),
    [router],
  );
}
