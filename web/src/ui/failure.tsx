import { useState } from 'react';
import { Problem } from '~/api/problem';
import { Button } from './button';
import './failure.css';
import { strings } from './strings';

// What failed, what is safe, a way on, and an id to hand over.
export function Failure({ title, error, onRetry }: { title: string; error: unknown; onRetry?(): void }) {
  const problem = error instanceof Problem ? error : undefined;
  return (
    <div className="failure card pad stack" role="alert">
      <p className="failure-title">{title}</p>
      <p>{problem?.code === 'offline' ? strings.app.offline : (problem?.message ?? strings.app.brokenText)}</p>
      <div className="row">
        {onRetry && <Button onClick={onRetry}>{strings.app.retry}</Button>}
        {problem?.traceId && <Trace id={problem.traceId} />}
      </div>
    </div>
  );
}

function Trace({ id }: { id: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard?.writeText(id).then(() => setCopied(true));
  return (
    <span className="row small muted">
      <span className="failure-trace">{strings.app.trace(id)}</span>
      <Button look="quiet" onClick={copy}>{copied ? strings.app.copied : strings.app.copy}</Button>
    </span>
  );
}
