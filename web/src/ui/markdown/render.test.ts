import { expect, test } from 'vitest';
import { takeMarks } from './math_marks';
import { markQuote } from './quote_marks';
import { render } from './render';

// That hostile markup does not survive is tested in a real browser (tests/web): the sanitiser needs a real DOM.
test('a citation number with a name is a button; one without stays text', async () => {
  const html = await render('Fact [1] and [7].', { cites: { 1: 'Source 1: "A"' } });
  expect(html).toContain('data-cite="1"');
  expect(html).toContain('[7]');
});

test('money is no formula, code keeps its dollars', () => {
  expect(takeMarks('It costs $5 and $6 today', false).marks).toEqual([]);
  expect(takeMarks('`$a$`', false).marks).toEqual([]);
  expect(takeMarks('so $a_1$ and $$b$$', false).marks).toHaveLength(2);
});

test('formulas are set after sanitising', async () => {
  expect(await render('$x^2$')).toContain('<span class="ttx"><span class="katex"');
  expect(await render('$\\href{javascript:alert(1)}{x}$')).not.toContain('href="javascript');
});

test('the quoted words are marked by code points, through markup and formulas', async () => {
  const text = '𝄞 The **speed** is $v$ here. Rest.';
  const start = 2;
  const end = [...text].indexOf('R') - 1;
  const html = await render(text, { quote: { start, end } });
  expect(html).toMatch(/𝄞 <mark>The <\/mark><strong><mark>speed<\/mark><\/strong>/);
  expect(html).toMatch(/here\.<\/mark> ?Rest/);
});

test('a quote that begins at a heading leaves it a heading', () => {
  expect(markQuote('# Title\n\nText', 0, 7)).toBe('# \uE002Title\uE003\n\nText');
});
