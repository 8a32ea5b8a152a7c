import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './until';
import { newestRun, troublesOf } from './runLog';
import { fileUri, textOf, textsBelow } from './workspace';

const run = (command: string, argument?: unknown) => vscode.commands.executeCommand(command, argument);

function proposedFiles(): readonly string[] {
  const proposed = newestRun().find((event) => event.type === 'changes-proposed');
  assert.ok(proposed?.type === 'changes-proposed', 'the run proposed changes');
  return proposed.files.map(({ path }) => path);
}

/** What the hovers over a line say. */
async function hoversAt(document: vscode.TextDocument, line: number): Promise<string> {
  const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    new vscode.Position(line, 0),
  );
  return hovers
    .flatMap(({ contents }) =>
      contents.map((content) => (content instanceof vscode.MarkdownString ? content.value : '')),
    )
    .join('\n');
}

async function edit(change: (edit: vscode.WorkspaceEdit) => void): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  change(edit);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

describe('developing a section', () => {
  let original: ReadonlyMap<string, string> = new Map();

  before(async () => {
    original = await textsBelow();
  });

  it('ends succeeded and leaves the workspace as it was', async function () {
    this.timeout(300_000);
    await run('mao.develop', '2');
    const end = newestRun().at(-1);
    assert.ok(end?.type === 'run-end', 'the run has ended');
    assert.equal(end.outcome, 'succeeded', troublesOf(newestRun()));
    assert.deepEqual(await textsBelow(), original);
  });

  it('applies what it proposed, merged with what the user typed and did not save', async () => {
    const document = await vscode.workspace.openTextDocument(fileUri('src/index.ts'));
    await vscode.window.showTextDocument(document);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '// typed by the user\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.ok(document.isDirty);
    assert.equal(await textOf('src/index.ts'), original.get('src/index.ts'), 'nothing of it is on disk');

    await run('mao.apply');
    assert.ok(newestRun().some(({ type }) => type === 'changes-applied'));
    for (const path of proposedFiles()) assert.notEqual(await textOf(path), original.get(path), path);
    const text = document.getText();
    assert.ok(text.startsWith('// typed by the user\n'));
    for (const line of (original.get('src/index.ts') ?? '').split('\n')) assert.ok(text.includes(line), line);
    assert.match(text, /loanStore/);
    assert.equal(await textOf('src/index.ts'), text);
  });

  it('shows which model wrote a line, with its run, while the user edits around it', async () => {
    const document = await vscode.workspace.openTextDocument(fileUri('src/index.ts'));
    await vscode.window.showTextDocument(document);
    const text = document.getText();
    const written = () =>
      document
        .getText()
        .split('\n')
        .findIndex((line) => line.includes('loanStore'));
    assert.equal(await hoversAt(document, written()), '', 'off until the user asks');
    await run('mao.showProvenance');
    const about = await hoversAt(document, written());
    const { runId } = newestRun()[0] ?? { runId: '' };
    assert.match(about, /Checks of the run passed: /);
    assert.ok(about.includes(`mao.openRun?${encodeURIComponent(JSON.stringify([runId]))}`), about);
    assert.ok(about.includes('mao.openDiff?'), about);
    assert.equal(await hoversAt(document, 0), '', 'a line of the user');

    await edit((made) => made.insert(document.uri, new vscode.Position(0, 0), '// one\n// two\n'));
    await until('the mark two lines below', async () => (await hoversAt(document, written())) === about);
    const { range, text: line } = document.lineAt(written());
    await edit((made) => made.replace(document.uri, range, `${line} // touched`));
    await until('the mark gone', async () => (await hoversAt(document, written())) === '');
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    await edit((made) => made.replace(document.uri, whole, text));
    await document.save();
    await until('the mark again', async () => (await hoversAt(document, written())) === about);
    await run('mao.hideProvenance');
    assert.equal(await hoversAt(document, written()), '');
    await run('mao.showProvenance');
  });

  it("takes back what it applied, but not the file with the user's own words", async () => {
    await run('mao.revert');
    await until('the revert in the log', () => newestRun().some(({ type }) => type === 'changes-reverted'));
    const created = proposedFiles().filter((path) => !original.has(path));
    assert.ok(created.length > 0);
    for (const path of created) assert.equal(await textOf(path), undefined, path);
    assert.match((await textOf('src/index.ts')) ?? '', /typed by the user/);
    const document = await vscode.workspace.openTextDocument(fileUri('src/index.ts'));
    await vscode.window.showTextDocument(document);
    const lines = [...Array(document.lineCount).keys()];
    await until('no mark left', async () =>
      (await Promise.all(lines.map((line) => hoversAt(document, line)))).every((said) => said === ''),
    );
    await run('mao.hideProvenance');
  });
});
