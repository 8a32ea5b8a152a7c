import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { screenshotEveryLook } from './themes';
import { withWorkbench } from './withWorkbench';

describe('a section, from the palette to applied and reverted changes', () => {
  const current = withWorkbench();
  const workspaceFile = (path: string) => join(current().server.workspace, path);
  const patient = { timeout: 240_000 };

  it('is picked from the sections of the PRD', async () => {
    const { user } = current();
    await user.openContainer('MAO');
    await user.row('Loans').first().waitFor();
    await user.runCommand('MAO: Develop Section');
    await user.pick('Loans');
    await user.screenshot('pick-section');
    await user.acceptPicks();
  });

  it('shows the plan and waits for approval', async () => {
    const { user } = current();
    await user.webview().getByRole('button', { name: 'Approve' }).waitFor(patient);
    await screenshotEveryLook(current(), 'plan');
    assert.equal(existsSync(workspaceFile('src/loans')), false);
  });

  it('streams what the models write', async () => {
    const { user } = current();
    await user.webview().getByRole('button', { name: 'Approve' }).click();
    await user.webview().getByText('A loan is plain data').first().waitFor(patient);
    await user.screenshot('streaming');
  });

  it('asks before the checks run', async () => {
    const { user, workbench } = current();
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('MAO wants to run these commands').waitFor(patient);
    await user.screenshot('approve-checks');
    await dialog.getByRole('button', { name: 'Run these checks' }).click();
  });

  it('ends verified, with changes to review', async () => {
    const { user } = current();
    await user.webview().getByRole('button', { name: 'Review', exact: true }).waitFor(patient);
    await screenshotEveryLook(current(), 'done');
    assert.equal(existsSync(workspaceFile('src/loans')), false);
  });

  it('shows every change in one diff', async () => {
    const { user, workbench } = current();
    await user.webview().getByRole('button', { name: 'Review', exact: true }).click();
    await workbench.page.locator('.multiDiffEntry').nth(1).waitFor();
    await screenshotEveryLook(current(), 'multi-diff');
  });

  it('applies the changes', async () => {
    const { user, workbench } = current();
    await user.runCommand('MAO: Apply Changes');
    await user.toast('Applied').waitFor(patient);
    await workbench.page.locator('.statusbar-item', { hasText: 'MAO' }).waitFor({ ...patient, state: 'hidden' });
    await user.screenshot('applied');
    assert.match(readFileSync(workspaceFile('src/index.ts'), 'utf8'), /loanStore/);
    assert.ok(existsSync(workspaceFile('src/loans/loan.ts')));
  });

  it('marks the lines of a file by the model that wrote them', async () => {
    const { user, workbench } = current();
    const { page } = workbench;
    await page.keyboard.press('Control+P');
    await page.locator('.quick-input-widget:visible input.input').first().fill('src/index.ts');
    await page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: 'index.ts' }).first().click();
    await page.locator('.tab.active', { hasText: 'index.ts' }).waitFor(patient);
    await user.runCommand('MAO: Show Model Provenance');
    await page.locator('.monaco-editor .view-overlays [class*="ced-"]:visible').first().waitFor(patient);
    await screenshotEveryLook(current(), 'provenance');
    await page.locator('.monaco-editor .view-line:visible', { hasText: 'loanStore' }).first().click();
    await user.runCommand('Show or Focus Hover');
    await page.locator('.monaco-hover:visible', { hasText: 'Open run' }).waitFor(patient);
    await user.screenshot('provenance-hover');
    await page.keyboard.press('Escape');
    await user.runCommand('MAO: Hide Model Provenance');
  });

  it('shows the report', async () => {
    const { user, workbench } = current();
    await user.runCommand('MAO: Show Report');
    await workbench.page.locator('.tab.active', { hasText: /report/i }).waitFor();
    const preview = workbench.page.locator('iframe.webview.ready').last().contentFrame().frameLocator('#active-frame');
    await preview.getByRole('heading', { name: 'What is left to do' }).waitFor(patient);
    await user.screenshot('report');
  });

  it('reverts the changes', async () => {
    const { user } = current();
    await user.runCommand('MAO: Revert Run');
    await user.toast('Reverted').waitFor(patient);
    assert.equal(existsSync(workspaceFile('src/loans/loan.ts')), false);
    assert.doesNotMatch(readFileSync(workspaceFile('src/index.ts'), 'utf8'), /loanStore/);
  });
});
