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
