import assert from 'node:assert/strict';
import { screenshotEveryLook } from './themes';
import { withWorkbench } from './withWorkbench';

const patient = { timeout: 240_000 };

describe('QA of a section, from the palette to its findings', () => {
  const current = withWorkbench();
  const page = () => current().workbench.page;
  const quickInput = () => page().locator('.quick-input-widget:visible');
  const view = (name: string) =>
    page().locator('.pane', { has: page().locator(`.pane-header[aria-label^="${name}"]`) });
  const findings = () => view('Findings');
  const problems = () => page().locator('.markers-panel .monaco-list-row');
  const found = /once members can leave/;

  it('shows what it is about to look at, and why', async () => {
    const { user } = current();
    await user.openContainer('MAO');
    await user.row('Members').first().waitFor(patient);
    await user.runCommand('MAO: QA Section');
    await user.pick('Members');
    await page().keyboard.press('Enter');
    await quickInput().getByText('found by the checker').waitFor(patient);
    await quickInput().getByText('Pick files…').waitFor();
    await quickInput().getByText('members.test.ts').waitFor();
    await screenshotEveryLook(current(), 'qa-scope');
  });

  it('ends with its report in the panel', async () => {
    const { user } = current();
    await page().keyboard.press('Enter');
    const report = user.webview().getByRole('region', { name: 'QA report' });
    await report.getByRole('img', { name: /^Score \d/ }).waitFor(patient);
    await report.getByRole('heading', { name: 'Viewpoints side by side' }).waitFor();
    await screenshotEveryLook(current(), 'qa-panel');
  });

  it('lists what it found, and jumps there', async () => {
    const { user } = current();
    const row = findings().locator('.monaco-list-row', { hasText: found });
    await row.first().waitFor(patient);
    await user
      .webview()
      .getByRole('button', { name: /^src\/members\.ts:\d+$/ })
      .first()
      .click();
    await page().locator('.tab.active', { hasText: 'members.ts' }).waitFor(patient);
    await row.first().click();
    await page().locator('.tab.active', { hasText: 'members.ts' }).waitFor();
    await screenshotEveryLook(current(), 'qa-findings');
  });

  it('has them in the Problems panel', async () => {
    const { user } = current();
    await user.runCommand('Problems: Focus on Problems View');
    await problems().filter({ hasText: found }).first().waitFor(patient);
    await screenshotEveryLook(current(), 'qa-problems');
  });

  it('shows only what fits the filter, and says so', async () => {
    const { user } = current();
    const infos = findings().locator('.monaco-list-row', { hasText: 'Any text passes for the id' });
    await infos.waitFor(patient);
    await user.runCommand('MAO: Filter Findings');
    await quickInput().locator('.monaco-list-row', { hasText: 'Infos' }).click();
    await user.screenshot('qa-filter');
    await page().keyboard.press('Enter');
    await infos.waitFor({ state: 'hidden' });
    await findings().getByText('Only errors').or(findings().getByText('Only warnings')).first().waitFor();
    await user.screenshot('qa-filtered');
    await user.runCommand('MAO: Clear Filter of Findings');
    await infos.waitFor(patient);
  });

  it('dismisses one, lists it on request, and takes that back', async () => {
    const { user } = current();
    // Room for all of its rows.
    await view('Models').locator('.pane-header').click();
    const rows = findings().locator('.monaco-list-row');
    const row = rows.filter({ hasText: 'walks through all members' });
    await row.hover();
    await row.locator('.action-label[aria-label^="Dismiss Finding"]').click();
    await user.pick('Wanted so');
    await row.waitFor({ state: 'hidden' });
    await user.runCommand('MAO: Show Dismissed Findings');
    const dismissed = rows.filter({ hasText: 'Wanted so' });
    await dismissed.waitFor(patient);
    await user.screenshot('qa-dismissed');
    await dismissed.hover();
    await dismissed.locator('.action-label[aria-label^="Undo Dismissal"]').click();
    await dismissed.waitFor({ state: 'hidden' });
    await row.waitFor(patient);
    await user.runCommand('MAO: Hide Dismissed Findings');
  });

  it('keeps its findings over a reload of the window', async () => {
    const { user } = current();
    const before = await findings().locator('.monaco-list-row').count();
    // Not even a view of MAO's is to be seen.
    await user.runCommand('File: Focus on Files Explorer');
    const reloaded = page().waitForEvent('load', patient);
    await user.runCommand('Developer: Reload Window');
    await reloaded;
    await user.runCommand('Problems: Focus on Problems View');
    await problems().filter({ hasText: found }).first().waitFor(patient);
    await user.screenshot('qa-reloaded');
    await user.openContainer('MAO');
    await findings().locator('.monaco-list-row', { hasText: found }).first().waitFor(patient);
    assert.equal(await findings().locator('.monaco-list-row').count(), before);
  });

  it('looks at one file from the menu of the Explorer, without asking what to look at', async () => {
    const { user } = current();
    await user.runCommand('File: Focus on Files Explorer');
    const file = page().locator('.explorer-folders-view .monaco-list-row', { hasText: 'members.ts' }).first();
    await file.waitFor(patient);
    await file.click({ button: 'right' });
    const entry = page().locator('.monaco-menu .action-label', { hasText: 'Review with MAO' });
    await entry.first().waitFor();
    await user.screenshot('qa-explorer');
    await entry.first().click();
    await user.pick('Members');
    await page().keyboard.press('Enter');
    await user.webview().getByText('Under review: src/members.ts.').waitFor(patient);
    await user.webview().getByRole('region', { name: 'QA report' }).getByRole('img').first().waitFor(patient);
  });
});
