import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { screenshotEveryLook } from './themes';
import { withWorkbench } from './withWorkbench';

const patient = { timeout: 240_000 };

const isSoonThere = (row: Locator) =>
  row.waitFor({ timeout: 1_000 }).then(
    () => true,
    () => false,
  );

describe('a finding, from QA to its fix, with the keyboard only', () => {
  const current = withWorkbench({ settings: { 'mao.approve.checks': 'always' } });
  const page = () => current().workbench.page;
  const press = (key: string) => page().keyboard.press(key);
  const quickInput = () => page().locator('.quick-input-widget:visible');
  const found = /once members can leave/;
  const problem = () => page().locator('.markers-panel .monaco-list-row', { hasText: found }).first();
  const member = () => readFileSync(join(current().server.workspace, 'src', 'members.ts'), 'utf8');
  const run = async (title: string) => {
    await current().user.typeCommand(title);
    await press('Enter');
  };
  /** Goes down a list until the row has the focus. */
  const walkTo = async (row: Locator) => {
    for (let at = 0; at < 15 && !(await isSoonThere(row)); at++) await press('ArrowDown');
    await row.waitFor();
  };
  let before = '';

  it('reviews a section', async () => {
    before = member();
    await run('MAO: QA Section');
    await quickInput().locator('.monaco-list-row', { hasText: 'Members' }).first().waitFor(patient);
    await page().keyboard.type('Members');
    // The arrow leads into the list, where the space bar ticks.
    await press('ArrowDown');
    await press('Space');
    await press('Enter');
    await quickInput().getByText('found by the checker').waitFor(patient);
    await press('Enter');
    const report = current().user.webview().getByRole('region', { name: 'QA report' });
    await report.getByRole('img', { name: /^Score \d/ }).waitFor(patient);
  });

  it('chooses a finding in the Problems panel and its quick fix', async () => {
    const { user } = current();
    await run('Problems: Focus on Problems View');
    await problem().waitFor(patient);
    // A view that is told to take the focus while its list is still being filled does not give it to the list.
    const list = page().locator('.markers-panel .monaco-list:focus').first();
    for (let asked = 1; asked < 5 && !(await isSoonThere(list)); asked++) await run('Problems: Focus on Problems View');
    await list.waitFor(patient);
    await walkTo(page().locator('.markers-panel .monaco-list-row.focused', { hasText: found }));
    await user.screenshot('fix-problem');
    await press('Enter');
    await page().locator('.tab.active', { hasText: 'members.ts' }).waitFor(patient);
    await run('Quick Fix...');
    const fix = page()
      .locator('.action-widget .monaco-list-row', { hasText: /MAO: fix .*with sonnet/ })
      .first();
    await fix.waitFor(patient);
    const chosen = page().locator('.action-widget .monaco-list-row.focused', { hasText: /MAO: fix .*with sonnet/ });
    await walkTo(chosen);
    await user.screenshot('fix-quick-fix');
    await press('Enter');
  });

  it('approves the plan of the fix', async () => {
    const { user } = current();
    // What opens takes the focus from a palette that is open already.
    await page().locator('.tab', { hasText: 'plan.md' }).waitFor(patient);
    await user.webview().getByRole('button', { name: 'Approve' }).waitFor(patient);
    await user.typeCommand('MAO: Approve Plan');
    await user.screenshot('fix-plan');
    await press('Enter');
  });

  it('reviews and applies what was changed', async () => {
    const { user } = current();
    await page().locator('.statusbar-item', { hasText: 'ready to review' }).waitFor(patient);
    await run('MAO: Review Changes');
    await page().locator('.multiDiffEntry').first().waitFor(patient);
    await screenshotEveryLook(current(), 'fix-review');
    await run('MAO: Apply Changes');
    await user.toast('Applied').waitFor(patient);
    assert.notEqual(member(), before);
  });

  it('sees the finding go', async () => {
    const { user } = current();
    await run('Problems: Focus on Problems View');
    await problem().waitFor({ state: 'hidden', ...patient });
    await page().locator('.markers-panel .monaco-list-row', { hasText: 'Any text passes' }).first().waitFor(patient);
    await user.screenshot('fix-done');
  });
});
