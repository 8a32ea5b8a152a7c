import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { screenshotEveryLook } from './themes';
import { withWorkbench } from './withWorkbench';

const patient = { timeout: 240_000 };
const extension = 'mao-orchestration.mao';

/** As a person has it who installed MAO and nothing else: no CLI, no folder, Workspace Trust as it comes. */
const fresh = {
  empty: true,
  trusted: false,
  settings: { 'mao.clis': {}, 'security.workspace.trust.enabled': true },
} as const;

/** VS Code's own question: in the editor of Workspace Trust. */
const trustButton = (page: Page) =>
  page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).first();

describe('from the walkthrough to the first applied change', () => {
  const current = withWorkbench(fresh);
  let clicks = 0;
  const click = async (target: Locator) => {
    await target.click(patient);
    clicks++;
  };
  const copy = (path: string) =>
    join(current().server.profile.data, 'User/globalStorage', extension, 'rehearsal/shelf-rehearsal', path);

  it('VS Code opens the walkthrough when one installs MAO; here a command does', async () => {
    const { user, workbench } = current();
    await user.runCommand('MAO: Get Started');
    await workbench.page.getByRole('heading', { name: 'Get started with MAO' }).first().waitFor(patient);
    await workbench.page.locator('.getting-started-step').nth(3).waitFor(patient);
    await screenshotEveryLook(current(), 'walkthrough');
  });

  it('1: tries a rehearsal, which opens a copy of the sample project', async () => {
    const { workbench } = current();
    await click(workbench.page.getByRole('button', { name: 'Try a Rehearsal' }).first());
    await trustButton(workbench.page).waitFor(patient);
    assert.ok(existsSync(copy('PRD.md')));
  });

  it('2: trusts it', async () => {
    const { user, workbench } = current();
    await user.screenshot('rehearsal-trust');
    await click(trustButton(workbench.page));
    await workbench.page.getByText('Rehearsal: the models are scripted').first().waitFor(patient);
    await workbench.page.getByRole('button', { name: 'Develop Section 2' }).waitFor(patient);
    await user.screenshot('rehearsal-welcome');
  });

  it('3: develops section 2', async () => {
    const { user, workbench } = current();
    await click(workbench.page.getByRole('button', { name: 'Develop Section 2' }));
    await user.webview().getByRole('heading', { name: 'Rehearsal: 2 Loans' }).waitFor(patient);
    await user.webview().getByText('Rehearsal: Loans as plain data').first().waitFor(patient);
    await user.webview().getByText('Paid by nobody: the models are scripted').first().waitFor(patient);
    await user.screenshot('rehearsal-plan');
  });

  it('4: approves the plan', async () => {
    const { user } = current();
    await click(user.webview().getByRole('button', { name: 'Approve' }));
    await user.webview().getByRole('button', { name: 'Apply' }).waitFor(patient);
    await user.screenshot('rehearsal-done');
    assert.equal(existsSync(copy('src/loans')), false);
  });

  it('5: applies the changes', async () => {
    const { user } = current();
    await click(user.webview().getByRole('button', { name: 'Apply' }));
    await user.toast('Applied').waitFor(patient);
    await user.screenshot('rehearsal-applied');
    assert.match(readFileSync(copy('src/index.ts'), 'utf8'), /loanStore/);
    assert.equal(clicks, 5);
  });

  it('says in the report, too, that it was a rehearsal', async () => {
    const { user, workbench } = current();
    await user.runCommand('MAO: Show Report');
    await workbench.page.locator('.tab.active', { hasText: /report/i }).waitFor(patient);
    const preview = workbench.page.locator('iframe.webview.ready').last().contentFrame().frameLocator('#active-frame');
    await preview.getByText('The models were scripted').waitFor(patient);
    await user.screenshot('rehearsal-report');
  });
});

describe('a run on a machine without model CLIs', () => {
  const current = withWorkbench({ settings: { 'mao.clis': {} } });

  it('does not begin: MAO says what it looked for, and offers walkthrough and rehearsal', async () => {
    const { user, workbench } = current();
    await user.runCommand('MAO: Develop Section');
    const toast = user.toast('MAO needs at least one model CLI. Found none of claude');
    await toast.waitFor(patient);
    await toast.getByRole('button', { name: 'Try a Rehearsal' }).waitFor(patient);
    await user.screenshot('no-cli-message');
    await toast.getByRole('button', { name: 'Open Walkthrough' }).click();
    await workbench.page.getByRole('heading', { name: 'Get started with MAO' }).first().waitFor(patient);
    await user.screenshot('walkthrough-in-a-folder');
  });
});
