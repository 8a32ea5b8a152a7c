import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import * as z from 'zod';
import { looks, openPanel, startBrowser, type OpenPanel } from './openPanel';
import { shownRuns, snapshotOf } from './runStates';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const resultsSchema = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      impact: z.string(),
      nodes: z.array(z.object({ html: z.string(), failureSummary: z.string() })),
    }),
  ),
});

/** What axe finds wrong on the page that keeps somebody from using it. */
async function seriousOf({ page }: OpenPanel): Promise<readonly string[]> {
  await page.evaluate(axe);
  // The page is a part of VS Code's window, which has its own landmarks and title.
  const run = `axe.run(document, { resultTypes: ['violations'], rules: { region: { enabled: false } } })`;
  const { violations } = resultsSchema.parse(await page.evaluate(run));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
    );
}

describe('the run panel, for everybody', function () {
  this.timeout(120_000);
  let browser: Browser;

  before(async () => {
    browser = await startBrowser();
  });
  after(async () => browser.close());

  for (const run of shownRuns) {
    it(`axe finds nothing serious: ${run.name}, in every theme, and as tabs`, async () => {
      const panel = await openPanel(browser);
      try {
        for (const [index, look] of looks.entries()) {
          if (index === looks.length - 1) await panel.page.setViewportSize({ width: 300, height: 800 });
          await panel.dress(look);
          await panel.send(snapshotOf(run, index + 1));
          await panel.settled(index + 1);
          assert.deepEqual(await seriousOf(panel), [], look);
        }
      } finally {
        await panel.context.close();
      }
    });
  }

  it('would have noticed: a button without a name and a text one can hardly read', async () => {
    const panel = await openPanel(browser);
    try {
      await panel.page.evaluate(`document.body.innerHTML = '<main><button></button></main>'`);
      assert.deepEqual(
        (await seriousOf(panel)).map((found) => found.split(':')[0]),
        ['button-name'],
      );
    } finally {
      await panel.context.close();
    }
  });
});
