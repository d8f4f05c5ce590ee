import { useEffect, useRef } from 'react';
import { Button } from '~/ui/button';
import { Copy } from './copy';

type Props = { title: string; text: string; given: [string, string][]; kept: string; onKept(): void };

// What is shown once and never again.
export function NewSecret({ title, text, given, kept, onKept }: Props) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), [title]);
  return (
    <section className="new-key card pad stack" aria-labelledby="new-secret">
      <h2 id="new-secret" ref={head} tabIndex={-1}>{title}</h2>
      <p>{text}</p>
      <dl className="facts">
        {given.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd><code>{value}</code><Copy text={value} label={label} /></dd>
          </div>
        ))}
      </dl>
      <div className="row"><Button look="primary" onClick={onKept}>{kept}</Button></div>
    </section>
  );
}
