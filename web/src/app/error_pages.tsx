import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { buttonClass } from '~/ui/button';
import './error_pages.css';
import { Failure } from '~/ui/failure';
import { Owl } from '~/ui/owl/owl';
import { Page } from '~/ui/page';
import { strings } from '~/ui/strings';
import { useTitle } from '~/ui/title';

export function NotFoundPage() {
  useTitle(strings.app.notFound);
  return (
    <Page className="lost">
      <Owl form="modal" state="thinking" />
      <h1>{strings.app.notFound}</h1>
      <p className="muted">{strings.app.notFoundText}</p>
      <Link to="/" className={buttonClass('primary', true)}>{strings.app.toCourses}</Link>
    </Page>
  );
}

export function ErrorPage({ error, reset }: ErrorComponentProps) {
  useTitle(strings.app.broken);
  return (
    <Page className="lost">
      <Owl form="modal" />
      <h1>{strings.app.broken}</h1>
      <Failure title={strings.app.broken} error={error} onRetry={reset} />
      <Link to="/">{strings.app.toCourses}</Link>
    </Page>
  );
}
