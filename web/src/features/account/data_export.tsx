import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, buttonClass } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { sayTime } from '../admin/reading';
import { askExport, exportPath, exportsQuery } from './privacy_queries';
import { sizeOf, words } from './privacy_words';

export function DataExport() {
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(exportsQuery);
  const ask = useMutation({ mutationFn: askExport, onSettled: () => queries.invalidateQueries(exportsQuery) });
  const newest = data?.[0];
  const building = ask.isPending || newest?.state === 'building';
  return (
    <div className="card pad stack">
      <p>{words.exportText}</p>
      <div role="status">
        {building && <p className="tag">{words.building}</p>}
        {!building && newest?.state === 'failed' && <p className="tag tag-bad">{words.exportFailed}</p>}
        {!building && newest?.state === 'ready' && (
          <p>
            <a className={buttonClass('primary')} href={exportPath(newest.id)} download>{words.ready(sizeOf(newest.bytes))}</a>{' '}
            <span className="muted small">{words.until(sayTime(newest.expires_at))}</span>
          </p>
        )}
      </div>
      <div className="row"><Button disabled={building} onClick={() => ask.mutate()}>{words.export}</Button></div>
      {error && <Failure title={words.exportsFailed} error={error} onRetry={() => void refetch()} />}
      {ask.error && <Failure title={words.notAsked} error={ask.error} />}
    </div>
  );
}
