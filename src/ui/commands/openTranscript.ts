import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { targetColumn } from './target';

/** MAO: Open Transcript. What the command-line program of an attempt said, read-only. */
export function registerOpenTranscript(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.openTranscript, async (shell, argument) => {
    const target = await targetColumn(shell, argument, 'open-transcript');
    if (target) await shell.steering.openTranscript(target);
  });
}
