import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { newestRun, troublesOf } from './runLog';
import { until } from './until';
import { fileUri, textOf } from './workspace';

const run = (command: string, argument?: unknown) => vscode.commands.executeCommand(command, argument);

/** The file that an entry is shown for before it is written. */
function shownFor(): string | undefined {
  return vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'mao-entry')?.uri.path.slice(1);
}

describe('writing a journal entry', () => {
  after(async () => {
    await vscode.workspace.fs.delete(fileUri('docs/journal'), { recursive: true });
  });

  it('shows the entry, and writes it when that is allowed', async function () {
    this.timeout(300_000);
    await run('notifications.clearAll');
    const done = run('mao.journal');
    await until('the entry on show', () => shownFor() !== undefined);
    const file = shownFor() ?? '';
    assert.match(file, /^docs\/journal\/\d{4}-\d\d-\d\d\.md$/);
    assert.equal(await textOf(file), undefined, 'nothing is written yet');
    await until('the entry in its file', async () => {
      await run('notification.acceptPrimaryAction');
      return (await textOf(file)) !== undefined;
    });
    await done;
    const end = newestRun().at(-1);
    assert.ok(end?.type === 'run-end', 'the run has ended');
    assert.equal(end.outcome, 'succeeded', troublesOf(newestRun()));
    assert.match((await textOf(file)) ?? '', /What was built/);
  });
});
