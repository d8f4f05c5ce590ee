import type { AuditFilters, Entry } from './audit';
import { sayTime } from './reading';
import { words } from './strings';

type Props = { entry: Entry; onOnly(more: AuditFilters): void };

export const AuditRow = ({ entry: { number, at, actor, address, action, kind, subject }, onOnly }: Props) => (
  <li className="audit-entry">
    <time className="audit-time small muted" dateTime={at} title={words.audit.number(number)}>{sayTime(at)}</time>
    <span className="audit-act">{words.audit.actions[action] ?? action}</span>
    <span className="audit-who">
      {actor ? <Id label={words.audit.onlyBy(actor)} id={actor} onOnly={() => onOnly({ actor })} /> : <span className="small muted">{words.audit.program}</span>}
    </span>
    <span className="audit-on small">
      {subject && <>{words.audit.kinds[kind] ?? kind} <Id label={words.audit.onlyOn(subject)} id={subject} onOnly={() => onOnly({ subject })} /></>}
    </span>
    <span className="audit-from small muted">{address}</span>
  </li>
);

// The ends tell ids apart; the whole of one is a hover, or a filter, away.
const brief = (id: string) => (id.length > 16 ? `…${id.slice(-8)}` : id);

const Id = ({ id, label, onOnly }: { id: string; label: string; onOnly(): void }) => (
  <button type="button" className="audit-id" aria-label={`${label} ${brief(id)}`} title={id} onClick={onOnly}>{brief(id)}</button>
);
