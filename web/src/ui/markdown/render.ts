import createPurifier from 'dompurify';
import { Marked } from 'marked';
import { clean, type Mark, putBack, takeMarks } from './math_marks';
import { markQuote, wrapQuote } from './quote_marks';

export type RenderOptions = {
  cites?: Record<number, string>; // the accessible name of each citation number; a number without one stays text
  quote?: { start: number; end: number };
  inline?: boolean; // one run of text without paragraphs, for labels
};

const purify = createPurifier(window);
purify.addHook('afterSanitizeAttributes', (node) => {
  if (node.nodeName === 'A') {
    node.setAttribute('target', '_blank');
    node.setAttribute('rel', 'noopener noreferrer');
  }
});

const harmless = /^<\/?(?:br|sub|sup|b|i|u|em|strong)\s*\/?>\s*$/i;
const escape = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

const parser = new Marked({ gfm: true, breaks: false });
parser.use({
  renderer: {
    heading({ tokens }) {
      return `<h3>${this.parser.parseInline(tokens)}</h3>\n`;
    },
    // Raw HTML goes before the sanitiser sees it: even an inert parse of a handler breaks the page's policy aloud.
    html({ text }) {
      return harmless.test(text) ? text : escape(text.replace(/<[^>]*>/g, ' '));
    },
    checkbox({ checked }) {
      return checked ? '☑ ' : '☐ ';
    },
  },
});

const allowed = {
  ALLOWED_TAGS: 'p br strong em b i u s del code pre blockquote ul ol li h3 table thead tbody tr th td a hr sub sup span img'.split(' '),
  ALLOWED_ATTR: ['href', 'title', 'src', 'alt', 'start', 'align'],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|\/(?!\/)|#)/i,
  RETURN_DOM_FRAGMENT: true as const,
};

// Markdown with TeX to safe HTML: sanitised first, formulas and citation numbers set last.
export async function render(source: string, { cites, quote, inline }: RenderOptions = {}): Promise<string> {
  const own = clean(source);
  const marked = takeMarks(quote ? markQuote(own, quote.start, quote.end) : own, cites !== undefined);
  const fragment = purify.sanitize(inline ? parser.parseInline(marked.text, { async: false }) : parser.parse(marked.text, { async: false }), allowed);
  if (quote) wrapQuote(fragment);
  scrollTables(fragment);
  const holder = document.createElement('div');
  holder.append(fragment);
  const katex = marked.marks.some((mark) => mark.kind === 'math') ? await import('./katex') : undefined;
  const html = putBack(holder.innerHTML, (index) => set(marked.marks[index], cites, katex?.formula));
  return html.replace(/[\uE002\uE003]/g, '');
}

function set(mark: Mark | undefined, cites: RenderOptions['cites'], formula?: (tex: string, display: boolean) => string): string {
  if (!mark) return '';
  if (mark.kind === 'math') return `<span class="ttx">${formula?.(mark.tex, mark.display) ?? ''}</span>`;
  const name = cites?.[mark.n];
  if (name === undefined) return `[${mark.n}]`;
  return `<button type="button" class="cite" data-cite="${mark.n}" aria-label="${escape(name)}">${mark.n}</button>`;
}

function scrollTables(fragment: DocumentFragment): void {
  for (const table of fragment.querySelectorAll('table')) {
    const box = document.createElement('div');
    box.className = 'md-scroll';
    table.replaceWith(box);
    box.append(table);
  }
}
