import { useNavigate, useSearch } from '@tanstack/react-router';
import { strings } from '~/ui/strings';
import { Page } from '~/ui/page';
import { useTitle } from '~/ui/title';
import { ContinueList } from './continue_list';
import { CourseList } from './course_list';
import './discovery.css';
import { SearchBox } from './search_box';
import { SubjectHits } from './subject_hits';
import { UploadPanel } from './upload_panel';

export function DiscoveryPage() {
  useTitle();
  const { q = '' } = useSearch({ from: '/' });
  const navigate = useNavigate({ from: '/' });
  const search = (text: string) => void navigate({ to: '/', search: { q: text || undefined }, replace: true, resetScroll: false });
  return (
    <Page className="discovery">
      <h1>{strings.library.title}</h1>
      <p className="discovery-lead muted">{strings.library.lead}</p>
      <SearchBox value={q} onChange={search} />
      {!q && <ContinueList />}
      <CourseList q={q} />
      {q && <SubjectHits q={q} />}
      <UploadPanel />
    </Page>
  );
}
