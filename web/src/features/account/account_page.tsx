import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { Problem } from '~/api/problem';
import { Failure } from '~/ui/failure';
import { Page } from '~/ui/page';
import { Skeleton } from '~/ui/skeleton';
import { useTitle } from '~/ui/title';
import { sayDate } from '../admin/reading';
import { NoticesSection } from '../notices/notices_section';
import './account.css';
import { LinkList } from './link_list';
import { OwnData } from './own_data';
import { accountQuery } from './queries';
import { PasswordForm } from './password_form';
import { ProfileForm } from './profile_form';
import { SessionList } from './session_list';
import { SignOut } from './sign_out';
import { words as all } from './strings';

const words = all.account;

export function AccountPage() {
  useTitle(words.title);
  const { data, error, refetch } = useQuery(accountQuery);
  if (error instanceof Problem && error.status === 401) return <Navigate to="/sign-in" search={{ to: '/account' }} replace />;
  return (
    <Page className="account">
      {!data && !error && <><h1 className="sr-only">{words.title}</h1><Skeleton lines={6} /></>}
      {error && <><h1>{words.title}</h1><Failure title={words.failed} error={error} onRetry={() => void refetch()} /></>}
      {data && (
        <>
          <div className="account-head">
            <div>
              <h1>{data.name}</h1>
              <p className="muted">{words.roles[data.role] ?? data.role}, {words.since(sayDate(data.created_at))}</p>
            </div>
          </div>
          <section className="section" aria-labelledby="profile"><h2 id="profile">{words.profile}</h2><ProfileForm account={data} /></section>
          <section className="section" aria-labelledby="password"><h2 id="password">{words.passwordTitle}</h2>{data.has_password ? <PasswordForm account={data} /> : <p className="muted">{all.issuers.noPassword}</p>}</section>
          <section className="section" aria-labelledby="ways"><h2 id="ways">{all.issuers.title}</h2><LinkList hasPassword={data.has_password} /></section>
          <NoticesSection />
          <section className="section" aria-labelledby="sessions"><h2 id="sessions">{words.sessions}</h2><SessionList /></section>
          <SignOut />
          <OwnData name={data.name} />
        </>
      )}
    </Page>
  );
}
