import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { openPanel, startBrowser, type OpenPanel } from './openPanel';
import { shownRun, snapshotOf } from './runStates';

describe('the run panel, by keyboard and pointer', function () {
  this.timeout(60_000);
  let browser: Browser;
  let panel: OpenPanel;

  before(async () => {
    browser = await startBrowser();
  });
  after(async () => browser.close());
  afterEach(async () => panel.context.close());

  async function open(name: string, width = 1280): Promise<void> {
    panel = await openPanel(browser, { width });
    await panel.dress('dark');
    await panel.send(snapshotOf(shownRun(name)));
    await panel.settled(1);
  }
  const lastPosted = async () => (await panel.posted()).at(-1);

  it('has tabs where it is narrow, which arrow keys, Home and End choose', async () => {
    await open('running', 300);
    const { page } = panel;
    const tab = page.locator('.body > .columns [role=tab][aria-selected=true]');
    const shown = page.locator('.body > .columns [role=tabpanel]:visible');
    await tab.focus();
    const seen: string[] = [];
    for (const key of ['ArrowRight', 'ArrowRight', 'End', 'ArrowRight', 'ArrowLeft', 'Home']) {
      await page.keyboard.press(key);
      seen.push(`${await tab.innerText()} ${await shown.count()}`);
      assert.equal(await page.evaluate('document.activeElement.getAttribute("aria-selected")'), 'true');
    }
    assert.deepEqual(seen, ['Storage 1', 'Core logic 1', 'Tests 1', 'Schemas 1', 'Tests 1', 'Schemas 1']);
    await page.keyboard.press('Tab');
    assert.match(String(await page.evaluate('document.activeElement.closest("[role=tabpanel]").id')), /schemas/);
  });

  it('goes through the timeline with the arrow keys, tells of a row, and from it to its column', async () => {
    await open('running');
    const { page } = panel;
    await page.locator('.row-label').first().focus();
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowDown');
    const tip = page.locator('.tip');
    assert.match(await tip.innerText(), /Core logic[^]*o3, failed[^]*opus, at work. Took over from o3: idle/);
    const described = await page.evaluate(
      'document.getElementById(document.activeElement.getAttribute("aria-describedby")).textContent',
    );
    assert.match(String(described), /Took over from o3/);
    await page.keyboard.press('Escape');
    assert.equal(await tip.count(), 0);
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate('document.activeElement.getAttribute("aria-label")'), 'Output of Core logic');
  });

  it('opens the change of a file that text or a tool use names', async () => {
    await open('running');
    await panel.page.getByRole('button', { name: 'src/loan.ts', exact: true }).first().click();
    assert.deepEqual(await lastPosted(), { type: 'open-file', path: 'src/loan.ts' });
    await panel.page.locator('.tools summary', { hasText: 'Changed src/rules.ts' }).click();
    await panel.page.locator('.tool-list button', { hasText: 'src/rules.ts' }).click();
    assert.deepEqual(await lastPosted(), { type: 'open-file', path: 'src/rules.ts' });
  });

  it('says after a minute without output that there is none, and offers to stop and to retry', async () => {
    await open('running');
    assert.equal(await panel.page.locator('.silence:visible').count(), 0);
    await panel.context.close();
    await open('silent');
    const silence = panel.page.locator('.silence:visible');
    assert.match(await silence.innerText(), /^No output for 1 min/);
    await silence.getByRole('button', { name: 'Retry with…' }).click();
    assert.deepEqual(await lastPosted(), {
      type: 'workstream-action',
      action: 'retry-workstream',
      key: '2/core_logic',
    });
    await silence.getByRole('button', { name: 'Stop now' }).click();
    assert.deepEqual(await lastPosted(), { type: 'workstream-action', action: 'stop-workstream', key: '2/core_logic' });
  });

  it('keeps time only while something is at work', async () => {
    const ticking = `(() => {
      const timers = new Set();
      const { setInterval: set, clearInterval: clear } = window;
      window.setInterval = (...args) => { const id = set(...args); timers.add(id); return id; };
      window.clearInterval = (id) => { timers.delete(id); clear(id); };
      window.timers = timers;
    })()`;
    panel = await openPanel(browser);
    await panel.page.evaluate(ticking);
    const counts: unknown[] = [];
    for (const [index, name] of ['running', 'plan', 'planning', 'done', 'interrupted'].entries()) {
      await panel.send(snapshotOf(shownRun(name), index + 1));
      await panel.settled(index + 1);
      counts.push(await panel.page.evaluate('window.timers.size'));
    }
    assert.deepEqual(counts, [1, 0, 1, 0, 0]);
  });

  it('keeps what one opened and where the keyboard is when the run changes', async () => {
    await open('red');
    const { page } = panel;
    const output = page.locator('.check details');
    await page.locator('.check summary').focus();
    await page.keyboard.press('Enter');
    assert.equal(await output.getAttribute('open'), null);
    const next = snapshotOf(shownRun('red'), 2);
    const view = { ...next.view, culprit: 'culprit: Core logic (o3)' };
    await panel.send({ type: 'update', seq: 2, sentAt: next.sentAt, view, deltas: [] });
    await panel.settled(2);
    assert.equal(await output.getAttribute('open'), null);
    assert.equal(await page.evaluate('document.activeElement.localName'), 'summary');
  });

  it('leaves the keyboard to the editor when the user went there, whatever it draws', async () => {
    await open('red');
    const { page } = panel;
    await page.locator('.check summary').focus();
    // As when another part of the window has the focus: the page still has its active element.
    await page.evaluate(`(() => {
      document.hasFocus = () => false;
      window.taken = 0;
      HTMLElement.prototype.focus = () => { window.taken += 1; };
    })()`);
    const next = snapshotOf(shownRun('red'), 2);
    const view = { ...next.view, culprit: 'culprit: Core logic (o3)' };
    await panel.send({ type: 'update', seq: 2, sentAt: next.sentAt, view, deltas: [] });
    await panel.settled(2);
    await page.getByText('culprit: Core logic (o3)').first().waitFor();
    assert.equal(await page.evaluate('window.taken'), 0);
  });

  it('draws 100,000 tokens, keeps the newest in view, and brings the old back when one goes there', async () => {
    await open('running');
    const { page } = panel;
    const line = (index: number) => `Paragraph number ${index} has \`code\` and some more words to fill it.\n\n`;
    const text = Array.from({ length: 6000 }, (_, index) => line(index)).join('');
    const deltas = [{ key: '2/core_logic', items: [{ kind: 'text' as const, text }] }];
    await panel.send({ type: 'update', seq: 2, sentAt: '2026-11-22T10:16:40.000Z', deltas });
    await panel.settled(2);
    const stream = page.getByLabel('Output of Core logic');
    await stream.getByText('Paragraph number 5999 ').waitFor();
    const output = `document.querySelector('[aria-label="Output of Core logic"]')`;
    await panel.until(`${output}.querySelectorAll('p').length < 2500`);
    await page.evaluate(`${output}.scrollTop = 0`);
    await stream.getByText('Paragraph number 0 has').waitFor();
  });
});
