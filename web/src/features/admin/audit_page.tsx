import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Icon } from '~/ui/icons';
import { Skeleton } from '~/ui/skeleton';
import { type AuditFilters, useAudit } from './audit';
import { AuditFilter } from './audit_filter';
import { AuditRow } from './audit_row';
import { Desk } from './desk';
import { words } from './strings';

export const AuditPage = () => (
  <Desk title={words.audit.title} lead={words.audit.lead}>
    <Log />
  </Desk>
);

function Log() {
  const filters = useSearch({ from: '/ui/admin/audit' });
  const navigate = useNavigate({ from: '/ui/admin/audit' });
  const show = (next: AuditFilters) => void navigate({ search: next, resetScroll: false });
  const log = useAudit(filters);
  const filtered = Object.values(filters).some(Boolean);
  return (
    <>
      <AuditFilter filters={filters} onChange={show} />
      {log.isPending && <Skeleton lines={8} />}
      {log.error && <Failure title={words.audit.failed} error={log.error} onRetry={() => void log.refetch()} />}
      {log.entries?.length === 0 && <p className="desk-none muted">{filtered ? words.audit.noneFits : words.audit.none}</p>}
      {log.entries && log.entries.length > 0 && (
        <ul role="list" className="statements card" aria-label={words.audit.list}>
          {log.entries.map((entry) => <AuditRow key={entry.number} entry={entry} onOnly={(more) => show({ ...filters, ...more })} />)}
        </ul>
      )}
      {log.hasNextPage && (
        <Button onClick={() => void log.fetchNextPage()} disabled={log.isFetchingNextPage}>
          <Icon name="down" />
          {words.audit.older}
        </Button>
      )}
    </>
  );
}
