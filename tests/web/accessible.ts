import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, fromWeb } from './harness.ts';
import { expectNoSideScroll } from './steps.ts';

const axe = await readFile(fromWeb.resolve('axe-core/axe.min.js'), 'utf8');

const all = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const ofColours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

// How axe looks at a page: narrow and wide, and once in the dark theme, which differs in colours alone and shows most of them when it is wide.
export const views = (narrow: number) =>
  [{ width: narrow, colorScheme: 'light' }, { width: 1280, colorScheme: 'light' }, { width: 1280, colorScheme: 'dark' }] as const;

type Found = { id: string; help: string; nodes: { target: unknown; failureSummary?: string }[] };
export async function expectAccessible(page: Page, where: string): Promise<void> {
  await page.waitForTimeout(400);
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe); // through the debugger: the page's policy lets no foreign script in
  const dark = await page.evaluate(`matchMedia('(prefers-color-scheme: dark)').matches`);
  const found = (await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(dark ? ofColours : all)}, resultTypes: ['violations'] }).then((all) => all.violations)`)) as Found[];
  const lines = found.map((one) => `${one.id}: ${one.help} at ${JSON.stringify(one.nodes[0]?.target)} ${one.nodes[0]?.failureSummary ?? ''}`);
  expect(found.length === 0, `${where}: ${lines.join('\n')}`);
  await expectNoSideScroll(page);
}
