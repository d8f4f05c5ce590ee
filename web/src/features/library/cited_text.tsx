import { useMemo } from 'react';
import type { Citation } from '~/api/types';
import { Markdown } from '~/ui/markdown/markdown';
import { strings } from '~/ui/strings';
import type { ShowCitation } from './use_citation';

type Props = { text: string; citations?: Citation[]; growing?: boolean; onCite: ShowCitation };

// Course or model text whose [n] marks open their passages. A citation the text does not mark follows at its end.
export function CitedText({ text, citations = [], growing, onCite }: Props) {
  const cites = useMemo(() => Object.fromEntries(citations.map((one) => [one.n, strings.cite.open(one.n, one.title)])), [citations]);
  const whole = useMemo(() => withEveryMark(text, citations), [text, citations]);
  const open = (n: number, from: HTMLElement) => {
    const citation = citations.find((one) => one.n === n);
    if (citation) onCite(citation, from);
  };
  return <Markdown text={growing ? text : whole} growing={growing} cites={cites} onCite={open} />;
}

export function withEveryMark(text: string, citations: Citation[]): string {
  const missing = citations.filter((one) => !text.includes(`[${one.n}]`)).map((one) => `[${one.n}]`);
  if (missing.length === 0) return text;
  const glue = /(?:\$\$|```|\||\\\])\s*$/.test(text) ? '\n\n' : ' ';
  return `${text.trimEnd()}${glue}${missing.join('')}`;
}
