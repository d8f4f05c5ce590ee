import { type MouseEvent, useLayoutEffect, useRef } from 'react';
import './markdown.css';
import { usePrepared } from './prepared';
import type { RenderOptions } from './render';

type Props = RenderOptions & {
  text: string;
  growing?: boolean; // text still arrives: shown plain until it is whole
  onCite?(n: number, from: HTMLElement): void;
};

export function Markdown(props: Props) {
  return props.growing ? <Plain text={props.text} /> : <Whole {...props} />;
}

function Whole({ text, cites, quote, inline, onCite }: Props) {
  const html = usePrepared(text, { cites, quote, inline });
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => makeScrollable(box.current), [html]);
  if (inline) return html === undefined ? <span className="md-inline">{text}</span> : <span className="md-inline" dangerouslySetInnerHTML={{ __html: html }} />;
  if (html === undefined) return <Plain text={text} />;
  const click = (event: MouseEvent) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>('button[data-cite]');
    if (button) onCite?.(Number(button.dataset.cite), button);
  };
  // The listener only forwards clicks of the buttons inside, which are reachable by key.
  // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
  return <div ref={box} className="md" onClick={click} dangerouslySetInnerHTML={{ __html: html }} />;
}

const Plain = ({ text }: { text: string }) => (
  <div className="md">
    <p className="md-plain">{text}</p>
  </div>
);

// What is wider than its box becomes a region that keys can scroll.
function makeScrollable(box: HTMLElement | null): void {
  for (const wide of box?.querySelectorAll<HTMLElement>('.md-scroll, .katex-display, pre') ?? []) {
    if (wide.scrollWidth <= wide.clientWidth + 1) continue;
    wide.tabIndex = 0;
    wide.setAttribute('role', 'group');
    wide.setAttribute('aria-label', wide.matches('.katex-display') ? 'Wide formula' : 'Wide content');
  }
}
