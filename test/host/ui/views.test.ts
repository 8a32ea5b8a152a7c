import { settle } from './settle';
import { screenshotEveryLook } from './themes';
import { withWorkbench } from './withWorkbench';

const patient = { timeout: 240_000 };

describe('the views of the side bar, from a plan to chosen changes', () => {
  const current = withWorkbench({ settings: { 'mao.approve.plan': 'always', 'mao.approve.checks': 'always' } });
  const view = (title: string) =>
    current().workbench.page.locator('.pane', {
      has: current().workbench.page.locator(`.pane-header[aria-label^="${title}"]`),
    });
  const unfold = async (title: string) => {
    const header = view(title).locator('.pane-header');
    if ((await header.getAttribute('aria-expanded')) !== 'true') await header.click();
  };

  it('lists the CLIs with their models, starting none', async () => {
    const { user } = current();
    await user.openContainer('MAO');
    await user.row('Loans').first().waitFor(patient);
    await unfold('Models');
    await view('Models').locator('.monaco-list-row').first().waitFor(patient);
    await unfold('Runs');
    await user.screenshot('views-before');
  });

  it('shows the run in the tree while it is under way', async () => {
    const { user, workbench } = current();
    await user.runCommand('MAO: Develop Section');
    await user.pick('Loans');
    await user.acceptPicks();
    await workbench.page.locator('.statusbar-item', { hasText: /MAO \d\/\d/ }).waitFor(patient);
    await user.screenshot('views-running');
    await workbench.page.locator('.statusbar-item', { hasText: 'MAO ready to review' }).waitFor(patient);
  });

  it('has the run in the history and its files in Changes', async () => {
    await unfold('Changes');
    await unfold('Runs');
    await view('Runs').locator('.monaco-list-row', { hasText: 'Develop 2 Loans' }).waitFor(patient);
    await screenshotEveryLook(current(), 'views');
  });

  it('lets single changes of a file be refused', async () => {
    const { user, workbench } = current();
    const changes = view('Changes');
    const file = changes.locator('.monaco-list-row', { hasText: 'index.ts' });
    await file.locator('.monaco-tl-twistie').click();
    const hunk = changes.locator('.monaco-list-row', { hasText: /^Line/ }).first();
    await hunk.waitFor(patient);
    await hunk.locator('.monaco-icon-label').click();
    await workbench.page.locator('.monaco-diff-editor').first().waitFor(patient);
    await hunk.locator('.monaco-custom-toggle').click();
    await changes
      .locator('.monaco-list-row', { hasText: /^Line/ })
      .locator('[aria-checked=false]')
      .first()
      .waitFor(patient);
    await screenshotEveryLook(current(), 'hunks');
    await hunk.locator('.monaco-custom-toggle').click();
    await user.screenshot('hunk-accepted');
  });

  it('shows the run again', async () => {
    const { user, workbench } = current();
    const row = view('Runs').locator('.monaco-list-row', { hasText: 'Develop 2 Loans' });
    // A menu that has only just opened ignores the mouse: a person opens it again.
    await settle(workbench.page.locator('.tab.active', { hasText: 'Replay of 2 Loans' }), async () => {
      await workbench.page.keyboard.press('Escape');
      await row.click({ button: 'right' });
      await workbench.page.locator('.monaco-menu .action-item', { hasText: 'Replay Run' }).click();
    });
    await user.screenshot('replay');
  });
});
