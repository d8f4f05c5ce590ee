import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Failure } from '~/ui/failure';
import { Page } from '~/ui/page';
import { Skeleton } from '~/ui/skeleton';
import { useTitle } from '~/ui/title';
import './admin.css';
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
    <nav className="desk-nav" aria-label={words.nav}>
      <Link to="/ui/admin/statements" activeOptions={{ includeSearch: false }}>{words.pages.statements}</Link>
      <Link to="/ui/admin/keys">{words.pages.keys}</Link>
      <Link to="/ui/admin/forwarding">{words.pages.forwarding}</Link>
      <Link to="/ui/admin/audit" activeOptions={{ includeSearch: false }}>{words.pages.audit}</Link>
      <Link to="/ui/admin/packages">{words.pages.packages}</Link>
      <Link to="/ui/admin/jobs">{words.pages.jobs}</Link>
      <Link to="/ui/admin/users">{words.pages.users}</Link>
      <Link to="/ui/admin/sign-in">{words.pages.issuers}</Link>
      <Link to="/ui/test-etl-streaming">{words.pages.streaming}</Link>
      <Link to="/ui/test-etl-incremental">{words.pages.incremental}</Link>
    </nav>
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
