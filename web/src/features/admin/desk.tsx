import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { Failure } from '~/ui/failure';
import { Page } from '~/ui/page';
import { Skeleton } from '~/ui/skeleton';
import { useTitle } from '~/ui/title';
import { PaletteButton } from '../palette/palette_button';
import './admin.css';
import { places } from './places';
import { sessionQuery } from './queries';
import { SignIn } from './sign_in';
import { words } from './strings';

type Props = { title: string; lead: string; aside?: ReactNode; children: ReactNode };

// The frame of every page of the administrator's desk; who is no administrator gets the door.
export function Desk({ title, ...rest }: Props) {
  useTitle(title);
  const { data, error, refetch } = useQuery(sessionQuery);
  return (
    <Page className="desk">
      {error && <Failure title={words.signIn.failed} error={error} onRetry={() => void refetch()} />}
      {!data && !error && <><h1 className="sr-only">{words.signIn.checking}</h1><Skeleton lines={4} /></>}
      {data && (data.user.role === 'admin' ? <Inside title={title} {...rest} /> : <SignIn />)}
    </Page>
  );
}

const Inside = ({ title, lead, aside, children }: Props) => (
  <>
    <Places />
    <div className="desk-head">
      <div>
        <h1>{title}</h1>
        <p className="muted">{lead}</p>
      </div>
      {aside}
    </div>
    {children}
  </>
);

function Places() {
  const line = useRef<HTMLDivElement>(null);
  // Where the line scrolls, the page that is open is in sight.
  useEffect(() => {
    const here = line.current?.querySelector<HTMLElement>('[aria-current]');
    if (here && line.current) line.current.scrollLeft = here.offsetLeft - line.current.offsetLeft - 24;
  }, []);
  return (
    <nav className="desk-nav" aria-label={words.nav}>
      <div className="desk-places" ref={line}>
        {places.map(({ to, name }) => <Link key={to} to={to} activeOptions={{ includeSearch: false, exact: to === '/ui/admin' }}>{name}</Link>)}
      </div>
      <PaletteButton />
    </nav>
  );
}
