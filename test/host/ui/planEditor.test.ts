import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { screenshotEveryLook } from './themes';
import { withWorkbench } from './withWorkbench';

const patient = { timeout: 240_000 };

describe('a plan that is edited, planned again and approved in its editor', () => {
  const current = withWorkbench();
  const page = () => current().workbench.page;
  const lens = (text: string | RegExp) => page().locator('.codelens-decoration a', { hasText: text }).first();
  const line = (text: string | RegExp) => page().locator('.view-line', { hasText: text }).first();
  const events = () => {
    const runs = join(current().server.workspace, '.mao/runs');
    const [newest = ''] = readdirSync(runs).sort().reverse();
    return readFileSync(join(runs, newest, 'events.jsonl'), 'utf8');
  };

  it('opens beside the panel, with what can be done above it', async () => {
    const { user } = current();
    await user.openContainer('MAO');
    await user.row('Loans').first().waitFor(patient);
    await user.runCommand('MAO: Develop Section');
    await user.pick('Loans');
    await user.acceptPicks();
    await lens('Approve').waitFor(patient);
    await user.webview().getByRole('button', { name: 'Approve' }).waitFor(patient);
    await screenshotEveryLook(current(), 'plan-editor');
  });

  it('offers the models of the registry while one is typed', async () => {
    const { user } = current();
    await line(/schemas.*gemini-pro/).click();
    // To the first letter of the model; the line may be wrapped.
    for (const key of ['Home', 'Home']) await page().keyboard.press(key);
    for (let step = 0; step < '- [x] **schemas** '.length; step++) await page().keyboard.press('ArrowRight');
    await page().keyboard.press('Control+Space');
    await page().locator('.suggest-widget .monaco-list-row', { hasText: 'haiku' }).waitFor(patient);
    await user.screenshot('plan-completion');
    await page().keyboard.press('Escape');
  });

  it('names a mistake at its word, and counts it above', async () => {
    await page().keyboard.type('x');
    await page().locator('.squiggly-error').first().waitFor(patient);
    await lens('1 error').waitFor(patient);
    await screenshotEveryLook(current(), 'plan-problem');
    await page().keyboard.press('Backspace');
    await page()
      .locator('.squiggly-error')
      .first()
      .waitFor({ state: 'hidden', ...patient });
  });

  it('stands as before after a reload of the window, and the run goes on with it', async () => {
    await page()
      .locator('.tab.active.dirty')
      .waitFor({ state: 'hidden', ...patient });
    const reloaded = page().waitForEvent('load', patient);
    await current().user.runCommand('Developer: Reload Window');
    await reloaded;
    await lens('Resume Run').waitFor(patient);
    await current().user.screenshot('plan-reloaded');
    await lens('Resume Run').click();
    await lens('Approve').waitFor(patient);
  });

  it('is planned again by the keyboard', async () => {
    const { user } = current();
    await user.runCommand('MAO: Re-plan');
    const input = page().locator('.quick-input-widget:visible input.input');
    await input.fill('Make it sequential.');
    await user.screenshot('plan-replan');
    await page().keyboard.press('Enter');
    // The document wraps where the window is narrow; the panel beside it says the same in one piece.
    await user
      .webview()
      .getByRole('paragraph')
      .filter({ hasText: 'Planned again: Make it sequential.' })
      .waitFor(patient);
    await line('Medium, one after the other').waitFor(patient);
    await lens('Approve').waitFor(patient);
    await user.screenshot('plan-again');
    assert.equal(events().match(/"type":"plan-proposed"/g)?.length, 3);
  });

  it('is approved above its first line, and makes room', async () => {
    const { user } = current();
    await lens('Approve').click();
    await lens('Approve').waitFor({ state: 'hidden', ...patient });
    await user.webview().getByText('A loan is plain data').first().waitFor(patient);
    await user.screenshot('plan-approved');
    assert.match(events(), /"type":"plan-approved"/);
    await user.runCommand('MAO: Cancel Run');
  });
});
