import { Outlet } from '@tanstack/react-router';
import { Announcer } from '~/ui/announce';
import { strings } from '~/ui/strings';

const toMain = (event: { preventDefault(): void }) => {
  event.preventDefault();
  document.getElementById('main')?.focus();
};

export const Frame = () => (
  <>
    <a className="skip" href="#main" onClick={toMain}>{strings.app.skip}</a>
    <Outlet />
    <Announcer />
  </>
);
