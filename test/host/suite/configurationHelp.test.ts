import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './until';
import { fileUri } from './workspace';

const file = fileUri('.claude/models/task-routing.md');
const text = '# Routing\n\n```yaml\nqa:\n  security:\n    primary: op\n    weight: 10\n```\n';

/** What is offered behind a text of the file. */
async function offered(behind: string): Promise<readonly string[]> {
  const document = await vscode.workspace.openTextDocument(file);
  const position = document.positionAt(document.getText().indexOf(behind) + behind.length);
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    file,
    position,
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

describe('help in configuration files', () => {
  before(async () => {
    await vscode.commands.executeCommand('mao.refresh');
    await vscode.workspace.fs.writeFile(file, Buffer.from(text));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(file);
  });

  it('offers the models of the registry and the keys of the schema', async () => {
    await until('models', async () => (await offered('primary: op')).includes('opus'));
    const keys = await offered('  security:\n    ');
    assert.ok(keys.includes('fallback'), keys.join(', '));
  });

  it('says what a key is', async () => {
    const document = await vscode.workspace.openTextDocument(file);
    const position = document.positionAt(document.getText().indexOf('weight') + 2);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', file, position);
    const said = hovers.flatMap(({ contents }) =>
      contents.map((part) => (part instanceof vscode.MarkdownString ? part.value : '')),
    );
    assert.match(said.join('\n'), /Share of the QA score in percent/);
  });
});
