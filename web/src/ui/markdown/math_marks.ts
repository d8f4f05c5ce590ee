// Formulas and citation numbers are taken out before Markdown sees them and put back after sanitising. In between a
// private-use pair with an index stands for each; such characters of the text itself are dropped first.
export type Mark = { kind: 'math'; tex: string; display: boolean } | { kind: 'cite'; n: number };

const open = '\uE000';
const close = '\uE001';
export const quoteStart = '\uE002';
export const quoteEnd = '\uE003';

const code = /(```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)|`[^`\n]+`)/;
const math = /\$\$([\s\S]+?)\$\$|\\\[([\s\S]+?)\\\]|\\\(([\s\S]+?)\\\)|(?<![\\$\w])\$(?!\s)((?:\\.|[^$\\\n])+?)(?<!\s)\$(?![\d$])/g;
const cite = /\[(\d{1,3})\](?![(:])/g;

export const clean = (text: string): string => text.replace(/[\uE000-\uE003]/g, '');

export function takeMarks(text: string, cites: boolean): { text: string; marks: Mark[] } {
  const marks: Mark[] = [];
  const put = (mark: Mark) => `${open}${marks.push(mark) - 1}${close}`;
  const plain = (part: string) => {
    const withoutMath = part.replace(math, (whole: string, ...groups: (string | undefined)[]) => {
      const tex = groups.slice(0, 4).find((group) => group !== undefined) ?? '';
      const edges = whole.replace(/[^\uE002\uE003]/g, ''); // a quote that begins or ends inside a formula takes it whole
      const mark = put({ kind: 'math', tex: tex.replace(/[\uE002\uE003]/g, '').trim(), display: whole.startsWith('$$') || whole.startsWith('\\[') });
      return `${edges.includes(quoteStart) ? quoteStart : ''}${mark}${edges.includes(quoteEnd) ? quoteEnd : ''}`;
    });
    return cites ? withoutMath.replace(cite, (_whole, n: string) => put({ kind: 'cite', n: Number(n) })) : withoutMath;
  };
  const parts = text.split(code);
  return { text: parts.map((part, i) => (i % 2 ? part : plain(part))).join(''), marks };
}

export const putBack = (html: string, one: (index: number) => string): string =>
  html.replace(/\uE000(\d+)\uE001/g, (_whole, index: string) => one(Number(index)));
