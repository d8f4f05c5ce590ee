import katex from 'katex';
import 'katex/dist/katex.min.css';

export const formula = (tex: string, displayMode: boolean): string =>
  katex.renderToString(tex, { displayMode, trust: false, throwOnError: false, strict: 'ignore', output: 'htmlAndMathml', maxExpand: 500, maxSize: 20 });
