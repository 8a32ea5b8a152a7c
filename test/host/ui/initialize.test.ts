import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { screenshotEveryLook } from './themes';
import { withWorkbench } from './withWorkbench';

const patient = { timeout: 240_000 };
const registry = '.claude/models/registry.md';
const mine =
  '# My models\n\n```yaml\nmodels:\n  opus:\n    provider: anthropic\n    cli: claude\n    thinking: high\n```\n';

describe('Initialize Workspace, seen', () => {
  const current = withWorkbench();
  const file = (path: string) => join(current().server.workspace, path);

  it('lists what it would write, with what differs', async () => {
    const { user, workbench } = current();
    mkdirSync(dirname(file(registry)), { recursive: true });
    writeFileSync(file(registry), mine);
    await user.runCommand('MAO: Initialize Workspace');
    await user.row('differs; yours is kept').first().waitFor(patient);
    await user.row('.claude/models/prompts/schemas.md').first().waitFor(patient);
    await screenshotEveryLook(current(), 'initialize');
    assert.equal(existsSync(file('.mcp.json')), false);
    await workbench.page.locator('.quick-input-widget:visible').getByRole('button', { name: 'OK' }).click();
    await user.toast('Wrote .claude/models/task-routing.md and 5 more').waitFor(patient);
    assert.ok(existsSync(file('.claude/commands/develop.md')));
    assert.equal(existsSync(file('.claude/models/prompts')), false);
  });

  it("shows MAO's version beside the user's, and leaves that alone", async () => {
    const { user, workbench } = current();
    await user.runCommand('MAO: Initialize Workspace');
    const row = user.row('differs; yours is kept').first();
    await row.waitFor(patient);
    await row.click();
    await workbench.page.locator('.quick-input-widget:visible').getByRole('button', { name: 'OK' }).click();
    await workbench.page.locator('.monaco-diff-editor').first().waitFor(patient);
    await workbench.page.locator('.tab.active', { hasText: 'yours' }).waitFor(patient);
    await workbench.page.locator('.monaco-diff-editor .view-line', { hasText: 'megathink' }).first().waitFor(patient);
    await user.screenshot('initialize-difference');
    assert.equal(readFileSync(file(registry), 'utf8'), mine);
  });
});
