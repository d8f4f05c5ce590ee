import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Owl } from '~/ui/owl/owl';
import { strings } from '~/ui/strings';
import { Page } from '~/ui/page';
import { useTitle } from '~/ui/title';
import { ContinueList } from './continue_list';
import { CourseList } from './course_list';
import './discovery.css';
import { SearchBox } from './search_box';

const SubjectHits = lazy(() => import('./subject_hits').then((module) => ({ default: module.SubjectHits })));
const PackageList = lazy(() => import('../packages/package_list').then((module) => ({ default: module.PackageList })));
const UploadPanel = lazy(() => import('./upload_panel').then((module) => ({ default: module.UploadPanel })));

export function DiscoveryPage() {
  useTitle();
  const { q = '' } = useSearch({ from: '/' });
  const navigate = useNavigate({ from: '/' });
  const search = (text: string) => void navigate({ to: '/', search: { q: text || undefined }, replace: true, resetScroll: false });
  return (
    <Page className="discovery">
      <div className="hero">
        <div>
          <h1>{strings.library.title}</h1>
          <p className="discovery-lead muted">{strings.library.lead}</p>
        </div>
        <Owl form="modal" />
      </div>
      <SearchBox value={q} onChange={search} />
      {!q && <ContinueList />}
      <CourseList q={q} />
      <Suspense>{q && <SubjectHits q={q} />}</Suspense>
      <Suspense>{!q && <PackageList />}</Suspense>
      <Suspense>
        <UploadPanel />
      </Suspense>
    </Page>
  );
}
