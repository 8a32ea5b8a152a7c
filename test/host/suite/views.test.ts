import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { newestRun, troublesOf } from './runLog';
import { until } from './until';
import { fileUri, textOf } from './workspace';

const run = (command: string, argument?: unknown) => vscode.commands.executeCommand(command, argument);
const runId = () => newestRun()[0]?.runId ?? '';

/** The result side of a proposed file, as the diff shows it. */
const resultUri = (path: string) =>
  vscode.Uri.from({ scheme: 'mao-run', path: `/${path}`, query: JSON.stringify({ run: runId(), side: 'result' }) });

async function lensTitles(uri: vscode.Uri): Promise<readonly string[]> {
  const lenses = await vscode.commands.executeCommand<readonly vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    100,
  );
  return lenses.map(({ command }) => command?.title ?? '');
}

describe('choosing single changes of a file', () => {
  const path = 'src/index.ts';
  let original: string | undefined;

  before(async function () {
    this.timeout(300_000);
    original = await textOf(path);
    await run('mao.develop', '2');
    const end = newestRun().at(-1);
    assert.ok(end?.type === 'run-end' && end.outcome === 'succeeded', troublesOf(newestRun()));
  });

  it('shows each with a way to refuse it, and remembers the choice', async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(resultUri(path)));
    await until('a lens', async () => (await lensTitles(resultUri(path))).some((title) => /Refuse this/.test(title)));
    await run('mao.refuseHunk', { runId: runId(), path, number: 0 });
    await until('a refused one', async () => /Refused: accept/.test((await lensTitles(resultUri(path)))[0] ?? ''));
  });

  it('leaves out what was refused, and takes the rest', async () => {
    const count = (await lensTitles(resultUri(path))).length;
    for (let number = 0; number < count; number++) await run('mao.refuseHunk', { runId: runId(), path, number });
    await run('mao.apply', runId());
    await until('the apply in the log', () => newestRun().some(({ type }) => type === 'changes-applied'));
    assert.equal(await textOf(path), original);
    assert.ok((await textOf('src/loans/loan.ts')) !== undefined, 'other files are applied');
    await run('mao.revert', runId());
    await until('the revert in the log', () => newestRun().some(({ type }) => type === 'changes-reverted'));
  });
});

describe('the history of runs', () => {
  it('copies the id of a run', async () => {
    await run('mao.copyRunId', { runId: runId() });
    assert.equal(await vscode.env.clipboard.readText(), runId());
  });

  it('shows a run again from its log, in a panel that says so', async () => {
    await run('mao.replay', runId());
    const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await until('a replay', () => labels().some((label) => /Replay of 2 Loans/.test(label)));
    const writes = newestRun().length;
    await run('workbench.action.closeActiveEditor');
    assert.equal(newestRun().length, writes, 'nothing is written by it');
  });

  it('deletes nothing unless the user says so', async () => {
    const id = runId();
    // Modal dialogs are refused here, which counts as no.
    await Promise.resolve(run('mao.deleteRun', { runId: id })).catch(() => undefined);
    assert.ok((await vscode.workspace.fs.stat(fileUri(`.mao/runs/${id}/events.jsonl`))).size > 0);
  });
});
