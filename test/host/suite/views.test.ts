import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { newestRun, troublesOf } from './runLog';
import { until } from './until';
import { fileUri, textOf } from './workspace';

const run = (command: string, argument?: unknown) => vscode.commands.executeCommand(command, argument);
const runId = () => newestRun()[0]?.runId ?? '';

describe('choosing single changes of a file', () => {
  const path = 'src/index.ts';
  let original = '';

  before(async function () {
    this.timeout(300_000);
    // What other tests typed into it would make the model's change one of two.
    original = (await textOf(path))?.replaceAll('// typed by the user\n', '') ?? '';
    await vscode.workspace.fs.writeFile(fileUri(path), Buffer.from(original));
    await run('mao.develop', '2');
    const end = newestRun().at(-1);
    assert.ok(end?.type === 'run-end' && end.outcome === 'succeeded', troublesOf(newestRun()));
  });

  it('leaves out a file whose only change is refused, and takes the rest', async () => {
    await run('mao.refuseHunk', { runId: runId(), path, number: 0 });
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
});
