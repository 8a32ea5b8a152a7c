import { rehearsedClis } from '../../setup/rehearsalConfig';
import { screenshotEveryLook, themes } from './themes';
import { withWorkbench } from './withWorkbench';

const patient = { timeout: 240_000 };

/** One model is overloaded, so that another takes over; one hangs, so that the user gives its work to another. */
const parts = [
  { when: { task: 'workstream', workstream: 'core_logic', model: 'o3' }, fail: 'overloaded' },
  { when: { task: 'workstream', workstream: 'tests', cli: 'codex' }, fail: 'hang' },
];

describe('a tour: a run that needs a hand, and what one looks up beside it', () => {
  const settings = {
    'mao.clis': rehearsedClis({ pace: 60, parts }),
    'mao.approve.checks': 'always',
    'workbench.colorTheme': themes.dark.id,
  };
  const current = withWorkbench({ settings });
  const page = () => current().workbench.page;
  const panel = () => current().user.webview();
  const runTab = () => page().locator('.tab', { hasText: 'MAO: 2 Loans' }).first();
  const column = (name: string) => panel().locator('section.column', { has: panel().getByRole('heading', { name }) });

  it('finds every command in the palette', async () => {
    const { user } = current();
    await user.openContainer('MAO');
    await user.row('Loans').first().waitFor(patient);
    await user.typeCommand('MAO: Develop Section');
    await page().locator('.quick-input-widget:visible input.input').first().fill('>MAO: ');
    await user.row('MAO: Doctor').first().waitFor(patient);
    await user.screenshot('palette');
    await page().keyboard.press('Escape');
  });

  it('shows what doctor found', async () => {
    const { user } = current();
    await user.runCommand('MAO: Doctor');
    await page().locator('.tab.active', { hasText: 'MAO Doctor' }).waitFor(patient);
    await panel().getByText('Claude Code').first().waitFor(patient);
    await screenshotEveryLook(current(), 'doctor');
    await user.runCommand('Notifications: Clear All Notifications');
    await user.runCommand('View: Close All Editors');
  });

  it('watches the models at work, one in the place of another', async () => {
    const { user } = current();
    await user.runCommand('MAO: Develop Section');
    await user.pick('Loans');
    await user.acceptPicks();
    await panel().getByRole('button', { name: 'Approve' }).waitFor(patient);
    await user.runCommand('MAO: Approve Plan');
    await panel().getByText('after o3').first().waitFor(patient);
    await user.screenshot('running');
    await column('Tests').and(panel().locator('[data-state="running"]')).waitFor(patient);
    await screenshotEveryLook(current(), 'running-tests');
  });

  it('reads what a model that says nothing has said', async () => {
    const { user } = current();
    await user.runCommand('MAO: Open Transcript');
    await user.pick('Implementation');
    await page().locator('.tab.active', { hasText: 'implementation' }).waitFor(patient);
    await page().locator('.view-line', { hasText: 'Transcript' }).first().waitFor(patient);
    await screenshotEveryLook(current(), 'transcript');
    await runTab().click();
  });

  it('gives its work to another one, which brings the run to its end', async () => {
    const { user } = current();
    await panel().getByRole('button', { name: 'Retry with…: Tests' }).first().click();
    await user.row('sonnet').first().waitFor(patient);
    await screenshotEveryLook(current(), 'retry');
    await user.pick('sonnet');
    await panel().getByRole('button', { name: 'Review', exact: true }).waitFor(patient);
    // The views say it a moment later than the panel.
    await user
      .row(/Loans\s*verified/)
      .first()
      .waitFor(patient);
    await screenshotEveryLook(current(), 'tour-done');
  });

  it('refuses a single change of a file', async () => {
    const rows = page().locator('.pane', { has: page().locator('.pane-header[aria-label^="Changes"]') });
    const file = rows.locator('.monaco-list-row', { hasText: 'src/index.ts' });
    await file.locator('.monaco-tl-twistie').click(patient);
    const change = rows.locator('.monaco-list-row[aria-level="2"]').first();
    await change.locator('.monaco-icon-label').click(patient);
    await page().locator('.tab.active', { hasText: 'index.ts' }).waitFor(patient);
    await page().locator('.monaco-diff-editor .view-line', { hasText: 'loanStore' }).first().waitFor(patient);
    await change.locator('.monaco-custom-toggle').click(patient);
    await change.locator('.monaco-custom-toggle[aria-checked="false"]').waitFor(patient);
    await screenshotEveryLook(current(), 'refused-change');
  });

  it('finds the settings in groups', async () => {
    const { user } = current();
    await user.runCommand('Preferences: Open Settings (UI)');
    await page().locator('.settings-editor .suggest-input-container .view-lines').first().click(patient);
    await page().keyboard.type('@ext:mao-orchestration.mao');
    await page().locator('.settings-editor .setting-item', { hasText: 'Prd' }).first().waitFor(patient);
    // What is started on this machine is the machine's: here the one that serves the window.
    await page().locator('.settings-tabs-widget .action-label', { hasText: 'Remote' }).click();
    await page().locator('.settings-editor .setting-item', { hasText: 'Transport' }).first().waitFor(patient);
    await screenshotEveryLook(current(), 'settings');
  });
});
