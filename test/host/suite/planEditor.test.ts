import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { newestRun, troublesOf } from './runLog';
import { until } from './until';

const settings = () => vscode.workspace.getConfiguration('mao');
const run = (command: string, argument?: unknown) => vscode.commands.executeCommand(command, argument);
const planDocument = () => vscode.window.visibleTextEditors.find(({ document }) => document.languageId === 'mao-plan');
const typesSoFar = (type: string) => newestRun().filter((event) => event.type === type).length;

/** The plan editor, once it shows a plan that has the text. */
async function planEditor(text: string): Promise<vscode.TextEditor> {
  await until(`a plan with "${text}"`, () => planDocument()?.document.getText().includes(text) === true);
  const editor = planDocument();
  assert.ok(editor);
  return editor;
}

async function edit({ document }: vscode.TextEditor, from: string, to: string): Promise<vscode.Position> {
  const at = document.getText().indexOf(from);
  assert.ok(at >= 0, `the plan has ${from}`);
  const change = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + from.length));
  change.replace(document.uri, range, to);
  assert.ok(await vscode.workspace.applyEdit(change));
  return document.positionAt(at + to.length);
}

const problems = ({ document }: vscode.TextEditor) =>
  vscode.languages.getDiagnostics(document.uri).map(({ range, message }) => ({
    word: document.getText(range),
    message,
  }));

async function labelsAt({ document }: vscode.TextEditor, position: vscode.Position): Promise<readonly string[]> {
  const list: vscode.CompletionList = await vscode.commands.executeCommand(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

async function lensesOf({ document }: vscode.TextEditor): Promise<readonly vscode.Command[]> {
  const lenses: readonly vscode.CodeLens[] = await vscode.commands.executeCommand(
    'vscode.executeCodeLensProvider',
    document.uri,
    20,
  );
  return lenses.flatMap(({ command }) => command ?? []);
}

describe('the plan as an editor', function () {
  this.timeout(300_000);
  let ended: Thenable<unknown> = Promise.resolve();

  before(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await settings().update('approve.plan', 'ask', vscode.ConfigurationTarget.Global);
  });

  after(async () => {
    await settings().update('approve.plan', 'always', vscode.ConfigurationTarget.Global);
  });

  it('opens beside the run when a plan waits, without taking the keyboard', async () => {
    ended = run('mao.develop', '2');
    const editor = await planEditor('- [x] **schemas** gemini-pro (thinking max), else sonnet');
    assert.match(editor.document.getText(), /^# Plan for 2 /);
    assert.match(editor.document.uri.path, /\/\.mao\/runs\/[^/]+\/plan\.md$/);
    assert.equal(vscode.window.activeTextEditor, undefined);
  });

  it('has Approve, Re-plan, Cancel and what the plan promises above it', async () => {
    const lenses = await lensesOf(await planEditor('**schemas**'));
    assert.deepEqual(
      lenses.map(({ title, command }) => [title.replace(/\d+/g, 'n'), command]),
      [
        ['$(check) Approve', 'mao.approvePlan'],
        ['$(refresh) Re-plan', 'mao.replan'],
        ['$(close) Cancel', 'mao.cancelPlan'],
        ['Diversity n, n prompts', ''],
      ],
    );
  });

  it('names what can not be at its word while it is typed, and the diversity that it leads to', async () => {
    const editor = await planEditor('**schemas**');
    await edit(editor, 'gemini-pro (thinking max)', 'gpt-9 (thinking max)');
    await until('a problem', () => problems(editor).length > 0);
    const [problem] = problems(editor);
    assert.ok(problem);
    assert.equal(problem.word, 'gpt-9');
    assert.match(problem.message, /^Unknown model "gpt-9"\. The registry has opus, sonnet/);
    assert.ok((await lensesOf(editor)).some(({ title }) => title === '$(warning) 1 error'));
    await run('mao.approvePlan');
    assert.equal(typesSoFar('plan-approved'), 0);

    await edit(editor, 'gpt-9 (thinking max)', 'sonnet (thinking think hard)');
    await until('no problem', () => problems(editor).length === 0);
    await edit(editor, '(thinking think hard)', '(thinking wild)');
    await until('a warning', () => problems(editor).some(({ word }) => word === 'wild'));
    await edit(editor, ' (thinking wild)', '');
    assert.ok((await lensesOf(editor)).some(({ title }) => /^Diversity \d+ → \d+,/.test(title)));
  });

  it('completes models, thinking modes and workstreams', async () => {
    const editor = await planEditor('**schemas** sonnet, ');
    const model = await edit(editor, '**schemas** sonnet', '**schemas** ');
    const models = await labelsAt(editor, model);
    assert.ok(models.includes('gemini-pro') && models.includes('haiku'), models.join());
    const mode = await edit(editor, '**schemas** ', '**schemas** haiku (thinking ');
    assert.deepEqual(await labelsAt(editor, mode), ['low', 'think', 'think hard', 'megathink', 'ultrathink']);
    await edit(editor, 'haiku (thinking ', 'haiku');
    const after = await edit(editor, '  After schemas', '  After ');
    const others = await labelsAt(editor, after);
    assert.ok(others.includes('schemas') && !others.includes('storage'), others.join());
    await edit(editor, '  After ', '  After schemas');
    assert.deepEqual(problems(editor), []);
  });

  it('says on hover what a model is and who takes over', async () => {
    const { document } = await planEditor('**schemas** haiku');
    const at = document.positionAt(document.getText().indexOf('haiku') + 2);
    const hovers: readonly vscode.Hover[] = await vscode.commands.executeCommand(
      'vscode.executeHoverProvider',
      document.uri,
      at,
    );
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((one) => (one instanceof vscode.MarkdownString ? one.value : ''));
    assert.match(text.join('\n'), /\*\*haiku\*\* · anthropic/);
    assert.match(text.join('\n'), /Else sonnet/);
  });

  it('still waits when it is closed, and opens again with the edits', async () => {
    await until('the edits on disk', () => planDocument()?.document.isDirty === false);
    await run('workbench.action.closeAllEditors');
    assert.equal(planDocument(), undefined);
    await run('mao.editPlan');
    await planEditor('**schemas** haiku');
  });

  it('plans again from the plan as it stands and what the user says', async () => {
    await run('mao.replan', { wish: 'Make it sequential, please.' });
    const editor = await planEditor('Planned again: Make it sequential, please.');
    assert.match(editor.document.getText(), /one after the other\. /);
    assert.equal(typesSoFar('plan-proposed'), 2);
    assert.ok(newestRun().some((event) => event.type === 'log' && /^Planning again: Make it/.test(event.message)));
    assert.deepEqual(problems(editor), []);
  });

  it('runs what the document says when it is approved, and closes it', async () => {
    const editor = await planEditor('Planned again');
    await edit(editor, '**schemas** gemini-pro (thinking max)', '**schemas** haiku');
    await edit(editor, '- [x] **tests**', '- [ ] **tests**');
    await run('mao.approvePlan');
    // An edited plan may start commands that nobody has seen: then it is shown once more with them.
    await until('the approval', async () => {
      if (typesSoFar('plan-approved') > 0) return true;
      if (typesSoFar('plan-proposed') > 2 && planDocument()) await run('mao.approvePlan');
      return false;
    });
    await until('no plan editor', () => planDocument() === undefined);
    await ended;
    const started = newestRun().find((event) => event.type === 'attempt-start' && event.workstream === 'schemas');
    assert.equal(started?.model, 'haiku', troublesOf(newestRun()));
    assert.ok(!newestRun().some((event) => event.type === 'workstream-start' && event.workstream === 'tests'));
  });

  it('ends the run with nothing done when it is cancelled', async () => {
    ended = run('mao.develop', '2');
    await planEditor('**schemas** gemini-pro');
    await run('mao.cancelPlan');
    await ended;
    const end = newestRun().at(-1);
    assert.ok(end?.type === 'run-end' && end.outcome === 'cancelled');
    assert.equal(typesSoFar('workstream-start'), 0);
    await until('no plan editor', () => planDocument() === undefined);
  });
});
