import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Failure } from '~/ui/failure';
import { Page } from '~/ui/page';
import { Skeleton } from '~/ui/skeleton';
import { strings } from '~/ui/strings';
import { useTitle } from '~/ui/title';
import { depths } from './depths';
import './packages.css';
import { packageQuery } from './queries';
import { words } from './strings';
import { UnitRow } from './unit_row';

export function PackagePage() {
  const { packageId } = useParams({ from: '/package/$packageId' });
  const { data, error, refetch } = useQuery(packageQuery(packageId));
  useTitle(data?.course.title);
  const deep = depths(data?.units ?? []);
  return (
    <Page className="package">
      {!data && !error && <><h1 className="sr-only">{strings.app.loading}</h1><Skeleton lines={6} /></>}
      {error && <><h1 className="sr-only">{words.failed}</h1><Failure title={words.failed} error={error} onRetry={() => void refetch()} /></>}
      {data && (
        <>
          <div className="package-head">
            <h1>{data.course.title}</h1>
            <p className="muted">{data.course.description}</p>
            {data.satisfied && data.registration && <p><span className="tag tag-ok">{words.allDone}</span></p>}
          </div>
          <section className="section" aria-labelledby="contents">
            <h2 id="contents">{words.contents}</h2>
            <ol role="list" className="units card">
              {data.units.map((unit) => <UnitRow key={unit.id} packageId={packageId} unit={unit} depth={deep.get(unit.id) ?? 0} />)}
            </ol>
          </section>
          <p className="small muted">{words.note}</p>
        </>
      )}
    </Page>
  );
}
