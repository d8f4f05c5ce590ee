import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, fromWeb } from './harness.ts';
import { expectNoSideScroll } from './steps.ts';

const axe = await readFile(fromWeb.resolve('axe-core/axe.min.js'), 'utf8');

type Found = { id: string; help: string; nodes: { target: unknown; failureSummary?: string }[] };
export async function expectAccessible(page: Page, where: string): Promise<void> {
  await page.waitForTimeout(400);
  await page.evaluate(axe); // through the debugger: the page's policy lets no foreign script in
  const found = (await page.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((all) => all.violations)`)) as Found[];
  const lines = found.map((one) => `${one.id}: ${one.help} at ${JSON.stringify(one.nodes[0]?.target)} ${one.nodes[0]?.failureSummary ?? ''}`);
  expect(found.length === 0, `${where}: ${lines.join('\n')}`);
  await expectNoSideScroll(page);
}
