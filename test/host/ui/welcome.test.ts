import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { untrustedSettings } from '../settings';
import { themes } from './themes';
import { withWorkbench } from './withWorkbench';

for (const [name, { id }] of Object.entries(themes)) {
  describe(`the side bar, ${name}`, () => {
    const current = withWorkbench({ settings: { 'workbench.colorTheme': id } });

    it('lists the sections of the PRD', async () => {
      const { user } = current();
      await user.openContainer('MAO');
      for (const title of ['Members', 'Loans', 'Reminders']) await user.row(title).first().waitFor();
      await user.screenshot(`side-bar-${name}`);
    });
  });
}

describe('the side bar in a narrow window', () => {
  const current = withWorkbench({ viewport: { width: 640, height: 720 } });

  it('lists the sections of the PRD', async () => {
    const { user } = current();
    await user.openContainer('MAO');
    await user.row('Loans').first().waitFor();
    await user.screenshot('side-bar-narrow');
  });
});

describe('a machine without model CLIs', () => {
  const current = withWorkbench({ settings: { 'mao.clis': {} } });

  it('is told which CLIs MAO looked for', async () => {
    const { user, workbench } = current();
    await user.openContainer('MAO');
    await workbench.page
      .locator('.welcome-view-content', { hasText: /claude, codex, gemini/ })
      .first()
      .waitFor();
    await user.screenshot('no-cli');
  });
});

describe('an untrusted workspace', () => {
  const current = withWorkbench({ trusted: false, settings: untrustedSettings });

  it('shows the sections and says that models need trust', async () => {
    const { user, workbench } = current();
    await user.openContainer('MAO');
    await user.row('Loans').first().waitFor();
    await workbench.page.getByText('Trust the workspace to run models').first().waitFor();
    await user.screenshot('untrusted');
  });
});

describe('a PRD that comes, changes and goes', () => {
  const current = withWorkbench();
  const file = () => join(current().server.workspace, 'PRD.md');
  const welcome = (text: string) =>
    current().workbench.page.locator('.welcome-view-content', { hasText: text }).first();

  it('is missed by the view, and by a command that offers the way to one', async () => {
    const { user } = current();
    rmSync(file());
    await user.openContainer('MAO');
    await welcome('No PRD found').waitFor();
    await user.runCommand('MAO: Develop Section');
    const toast = user.toast('No PRD found (looked for PRD.md');
    await toast.waitFor();
    await user.screenshot('no-prd');
    await toast.getByRole('button', { name: 'Create from template' }).click();
    await current().workbench.page.locator('.tab.active', { hasText: 'PRD.md' }).waitFor();
    await user.row(/^1 /).first().waitFor();
  });

  it('is read anew when it is written, whoever does', async () => {
    const { user } = current();
    writeFileSync(file(), '# Shelf\n\n## 7. Fines\n\nWho is late pays.\n');
    await user.row('Fines').first().waitFor();
    writeFileSync(file(), 'Nothing yet.\n');
    await welcome('The PRD has no sections yet').waitFor();
    rmSync(file());
    await welcome('No PRD found').waitFor();
  });
});
