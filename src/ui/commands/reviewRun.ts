import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { targetRun } from './target';

/** MAO: Review Changes. Opens everything a run proposes in one diff. */
export function registerReviewRun(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.review, async (shell, argument) => {
    const state = await targetRun(shell, argument, shell.choice.current());
    shell.choice.pick(state.runId);
    await shell.actions.review(state);
  });
}
