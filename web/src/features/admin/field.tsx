import { type HTMLAttributes, useId } from 'react';

type Props = { label: string; hint?: string; value: string; type?: string; list?: string; inputMode?: HTMLAttributes<HTMLInputElement>['inputMode']; onChange(value: string): void };

export function Field({ label, hint, onChange, type = 'text', ...rest }: Props) {
  const id = useId();
  return (
    <div className="labelled">
      <label htmlFor={id}>{label}</label>
      <input {...rest} id={id} type={type} min={type === 'number' ? 1 : undefined} className="input" aria-describedby={hint && `${id}-hint`} autoComplete="off" spellCheck={false} onChange={(event) => onChange(event.target.value)} />
      {hint && <span id={`${id}-hint`} className="small muted">{hint}</span>}
    </div>
  );
}
