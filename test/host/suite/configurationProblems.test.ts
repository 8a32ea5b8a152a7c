import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension } from './extension';
import { until } from './until';
import { fileUri, writeText } from './workspace';

const file = '.claude/models/task-routing.md';
const routing = (primary: string) => `# Routing

\`\`\`yaml
development:
  schema_design:
    primary: ${primary}
\`\`\`
`;

const problems = () => vscode.languages.getDiagnostics(fileUri(file));
// Another test's file of this name, gone since, may still be told about for a moment.
const found = () => problems().find(({ message }) => message.includes('no-such-model'));

describe('configuration problems', () => {
  before(async () => {
    await extension().activate();
    await vscode.commands.executeCommand('mao.workstreams.focus');
  });

  after(async () => {
    await vscode.workspace.fs.delete(fileUri('.claude'), { recursive: true });
  });

  it('appear at the line and column of the mistake', async () => {
    await writeText(file, routing('no-such-model'));
    // Written again now and then: a watcher that is still being set up can miss a file in a folder that is new.
    const patience = { next: Date.now() + 10_000 };
    await until('a problem', async () => {
      if (found() === undefined && Date.now() > patience.next) {
        patience.next = Date.now() + 10_000;
        await writeText(file, routing('no-such-model'));
      }
      return found() !== undefined;
    });
    const problem = found();
    assert.ok(problem);
    assert.equal(problem.source, 'MAO');
    assert.equal(problem.range.start.line, 5);
    assert.equal(problem.range.start.character, '    primary: '.length);
    assert.match(problem.message, /There is no model "no-such-model" in the registry/);
  });

  it('go when the mistake is mended', async () => {
    const document = await vscode.workspace.openTextDocument(fileUri(file));
    await vscode.window.showTextDocument(document);
    await until('it saved', async () => {
      // The text of a moment ago would be in conflict with the file that was written since.
      await vscode.commands.executeCommand('workbench.action.files.revert');
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), routing('opus'));
      return (await vscode.workspace.applyEdit(edit)) && (await document.save());
    });
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await until('no problem', () => problems().length === 0);
  });
});
