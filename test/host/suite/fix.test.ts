import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { RunEventType } from '../../../src/core/runEvent';
import { newestRun, troublesOf } from './runLog';
import { until } from './until';
import { fileUri, textOf } from './workspace';

const file = 'src/members.ts';
const run = (command: string, argument?: unknown) => vscode.commands.executeCommand(command, argument);
const problems = () => vscode.languages.getDiagnostics(fileUri(file)).filter(({ source }) => source === 'MAO');
const about = (word: RegExp) => problems().find(({ message }) => word.test(message));
const ids = /Ids are counted from the number of members/;
const ofType = (type: RunEventType) => newestRun().filter((event) => event.type === type);

async function quickFixes(word: RegExp): Promise<readonly vscode.CodeAction[]> {
  const found = about(word);
  assert.ok(found, `no problem says ${String(word)}`);
  return vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    fileUri(file),
    found.range,
  );
}

/** The end of the newest run, which must be a fix. */
function endOfFix() {
  const [start] = newestRun();
  assert.ok(start?.type === 'run-start' && start.command === 'fix', start?.type);
  const end = newestRun().at(-1);
  assert.ok(end?.type === 'run-end', 'the run has ended');
  assert.equal(end.outcome, 'succeeded', troublesOf(newestRun()));
  return end;
}

describe('fixing a finding', function () {
  this.timeout(300_000);
  let original: string | undefined;

  before(async () => {
    original = await textOf(file);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(fileUri(file)));
    await run('mao.qa', '1');
    await until('problems', () => about(ids) !== undefined);
  });

  it('is offered where it stands: by the assigned model first, by another, all of the file, dismissed, its report', async () => {
    const actions = await quickFixes(ids);
    const titles = actions.map(({ title }) => title).filter((title) => title.startsWith('MAO'));
    assert.deepEqual(titles, [
      'MAO: fix with sonnet',
      'MAO: fix with another model…',
      'MAO: dismiss "Ids are counted from the number of members: once members ca…"…',
      'MAO: show the QA report',
      `MAO: fix all ${problems().length} findings in this file`,
    ]);
    assert.deepEqual(
      actions.filter(({ isPreferred }) => isPreferred).map(({ title }) => title),
      ['MAO: fix with sonnet'],
    );
  });

  it('runs with checks, changes nothing before it is applied, and takes the problem away', async () => {
    const [fix] = await quickFixes(ids);
    assert.ok(fix?.command);
    const before = problems().length;
    await run(fix.command.command, fix.command.arguments?.[0]);
    endOfFix();
    assert.equal(await textOf(file), original);
    assert.ok(about(ids), 'nothing is applied yet');
    const checks = ofType('check-end');
    assert.ok(checks.length > 0 && checks.every((event) => event.type === 'check-end' && event.outcome === 'passed'));
    const [checked] = ofType('finding-checked');
    assert.ok(checked?.type === 'finding-checked' && checked.outcome === 'fixed');

    await run('mao.apply');
    await until('the problem gone', () => about(ids) === undefined);
    assert.equal(problems().length, before - 1);
    assert.match((await textOf(file)) ?? '', /lastNumber/);
  });

  it('counts as fixed in the next QA', async () => {
    await run('mao.qa', '1');
    const [score] = ofType('score');
    assert.ok(score?.type === 'score');
    assert.deepEqual(
      score.gone?.map(({ message, how }) => [ids.test(message), how]),
      [[true, 'fixed']],
    );
    await until('the other problems', () => problems().length > 0);
    assert.equal(about(ids), undefined);
  });

  it('mends all findings of a file in one workstream', async () => {
    await run('mao.fixFile', { path: file });
    endOfFix();
    assert.equal(ofType('workstream-end').length, 1);
    assert.equal(ofType('finding-checked').length, problems().length);
    await run('mao.apply');
    await until('no problem left', () => problems().length === 0);
    await run('mao.revert');
    await until('the problems back', () => problems().length > 0);
  });

  it('comes back when its fix is reverted', async () => {
    await vscode.workspace.fs.writeFile(fileUri(file), Buffer.from(original ?? ''));
    await until('the file as it was', async () => (await textOf(file)) === original);
    await run('mao.qa', '1');
    await until('the problem', () => about(ids) !== undefined);
  });
});
