import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { targetRun } from './target';

/** MAO: Replay Run. Shows the named run, the one in front, or the newest, again from its log. */
export function registerReplayRun(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.replay, async (shell, argument) => {
    const { runId } = await targetRun(shell, argument);
    await shell.replays.start(runId);
  });
}
