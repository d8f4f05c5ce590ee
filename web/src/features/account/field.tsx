import { type InputHTMLAttributes, type ReactNode, useId } from 'react';

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'id'> & { label: string; hint?: string; wrong?: string; after?: ReactNode; onChange(value: string): void };

// What is wrong with a field stands under it and is read with it.
export function Field({ label, hint, wrong, after, onChange, ...rest }: Props) {
  const id = useId();
  const about = [wrong && `${id}-wrong`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input {...rest} id={id} className="field-input" aria-describedby={about || undefined} aria-invalid={wrong ? true : undefined} onChange={(event) => onChange(event.target.value)} />
      {wrong && <span id={`${id}-wrong`} className="field-wrong small">{wrong}</span>}
      {hint && <span id={`${id}-hint`} className="small muted">{hint}</span>}
      {after}
    </div>
  );
}
