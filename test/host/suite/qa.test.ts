import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { newestRun, troublesOf } from './runLog';
import { until } from './until';
import { fileUri, textsBelow } from './workspace';

const file = 'src/members.ts';
const run = (command: string, argument?: unknown) => vscode.commands.executeCommand(command, argument);
const problems = () => vscode.languages.getDiagnostics(fileUri(file)).filter(({ source }) => source === 'MAO');
const about = (word: RegExp) => problems().find(({ message }) => word.test(message));

/** The first problem with these words; fails when there is none. */
function problem(word: RegExp): vscode.Diagnostic {
  const found = about(word);
  assert.ok(
    found,
    `no problem says ${String(word)}: ${problems()
      .map(({ message }) => message)
      .join(' | ')}`,
  );
  return found;
}

const lineWith = (document: vscode.TextDocument, word: RegExp) =>
  document
    .getText()
    .split('\n')
    .findIndex((line) => word.test(line));

async function replace(document: vscode.TextDocument, range: vscode.Range, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

describe('QA of a section', () => {
  let document: vscode.TextDocument;

  before(async () => {
    document = await vscode.workspace.openTextDocument(fileUri(file));
    await vscode.window.showTextDocument(document);
  });

  after(async () => {
    // The run panel has the focus by now, and only the editor that has it is reverted.
    await vscode.window.showTextDocument(document);
    await run('workbench.action.files.revert');
    assert.equal(document.isDirty, false);
  });

  it('writes nothing and shows its findings as problems with dimension and report', async function () {
    this.timeout(300_000);
    const original = await textsBelow();
    await run('mao.qa', '1');
    const end = newestRun().at(-1);
    assert.ok(end?.type === 'run-end', 'the run has ended');
    assert.equal(end.outcome, 'succeeded', troublesOf(newestRun()));
    assert.deepEqual(await textsBelow(), original);

    await until('problems', () => about(/address belongs to a member/) !== undefined);
    const found = problem(/address belongs to a member/);
    assert.equal(found.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(found.range.start.line, lineWith(document, /is a member already/));
    assert.ok(typeof found.code === 'object', 'its code leads somewhere');
    assert.match(String(found.code.value), /security/);
    assert.ok((await vscode.workspace.fs.stat(found.code.target)).size > 0, 'the report is there');
  });

  it('lets a finding follow its line, and go with it', async () => {
    const line = lineWith(document, /const known = this\.all\(\)\.some/);
    assert.equal(problem(/walks through all members/).range.start.line, line);
    await replace(document, new vscode.Range(0, 0, 0, 0), '// one\n// two\n');
    await until('the finding two lines below', () => about(/walks through/)?.range.start.line === line + 2);
    await replace(document, document.lineAt(line + 2).range, '    const known = addresses.has(email);');
    await until('the finding gone', () => about(/walks through/) === undefined);
    assert.ok(about(/address belongs to a member/), 'the others stay');
  });

  it('dismisses a finding by its quick fix', async () => {
    const { range } = problem(/address belongs to a member/);
    const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
    );
    const titles = actions.map(({ title }) => title);
    assert.ok(titles.includes('MAO: show the QA report'), titles.join(' | '));
    const command = actions.find(({ title }) => /^MAO: dismiss "The error tells/.test(title))?.command;
    assert.ok(command, titles.join(' | '));
    const done = vscode.commands.executeCommand(command.command, command.arguments?.[0]);
    await until('the finding gone', async () => {
      await run('workbench.action.acceptSelectedQuickOpenItem');
      return about(/address belongs to a member/) === undefined;
    });
    await done;
    assert.ok(problems().length > 0, 'the others stay');
  });

  it('leaves dismissed what was dismissed when the section is reviewed again', async function () {
    this.timeout(300_000);
    await run('mao.qa', '1');
    assert.ok(newestRun().some((event) => event.type === 'finding' && event.state === 'dismissed'));
    await until('problems', () => about(/once members can leave/) !== undefined);
    assert.equal(about(/address belongs to a member/), undefined);
  });
});
