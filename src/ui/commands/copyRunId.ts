import { env, l10n, window, type Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { runIdOf } from './target';

/** Puts a run's id on the clipboard, for `mao report` and the like. */
export function registerCopyRunId(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.copyRunId, async (_, argument) => {
    const runId = runIdOf(argument);
    if (runId === undefined) return;
    await env.clipboard.writeText(runId);
    window.setStatusBarMessage(l10n.t('Copied {0}', runId), 4000);
  });
}
