import { quoteEnd, quoteStart } from './math_marks';

const blockPrefix = /^\s*(?:(?:#{1,6}|[-*+]|\d+[.)]|>|\|)\s+|\|)*/;

// Puts the quote's edges into the Markdown source; offsets count code points. Edges step over block syntax so that
// they cannot change what a line is.
export function markQuote(text: string, start: number, end: number): string {
  const points = [...text];
  if (!(start >= 0 && end > start && start < points.length)) return text;
  const before = points.slice(0, start).join('');
  const quoted = points.slice(start, end).join('');
  const after = points.slice(end).join('');
  const lineStart = before === '' || before.endsWith('\n');
  const prefix = lineStart ? (blockPrefix.exec(quoted)?.[0] ?? '') : '';
  const body = quoted.slice(prefix.length);
  const tail = /[\s|]*$/.exec(body)?.[0] ?? '';
  return before + prefix + quoteStart + body.slice(0, body.length - tail.length) + quoteEnd + tail + after;
}

// Wraps every text between the two edges in <mark>; true when both edges were found.
export function wrapQuote(root: DocumentFragment): boolean {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  let inside = false;
  let ended = false;
  for (const node of texts) {
    const pieces = node.data.split(/([\uE002\uE003])/);
    const parts: Node[] = [];
    for (const piece of pieces) {
      if (piece === quoteStart) inside = true;
      else if (piece === quoteEnd) {
        ended ||= inside;
        inside = false;
      } else if (piece) parts.push(inside && piece.trim() ? marked(piece) : document.createTextNode(piece));
    }
    if (pieces.length > 1 || parts[0]?.nodeName === 'MARK') node.replaceWith(...parts);
  }
  return ended;
}

function marked(text: string): HTMLElement {
  const mark = document.createElement('mark');
  mark.textContent = text;
  return mark;
}
