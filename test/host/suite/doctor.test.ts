import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './until';

const reportUri = vscode.Uri.from({ scheme: 'mao-doctor', path: '/MAO Doctor.md' });

/** Whether a preview of Doctor's report stands in an editor. */
const isShown = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ label, input }) => label.includes('MAO Doctor') && input !== undefined);

describe('Doctor', () => {
  after(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('shows what it found as rendered markdown', async () => {
    await vscode.commands.executeCommand('mao.doctor');
    await until('the report in an editor', isShown);
    const text = (await vscode.workspace.openTextDocument(reportUri)).getText();
    assert.match(text, /^# MAO: Doctor\n/);
    assert.match(text, /\| . \| Claude Code \| 2\\\.1\\\.330 /);
    assert.match(text, /\| ✓ \| PRD \| PRD\\\.md, \d+ sections \|/);
    assert.match(text, /no prompt was sent/);
  });
});
