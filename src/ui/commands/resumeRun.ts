import { l10n } from 'vscode';
import type { Disposable } from 'vscode';
import { UsageError } from '../../core/usageError';
import { runToResume } from '../../orchestration/runToResume';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { runIdOf } from './target';

/** MAO: Resume Run. The named run, else the newest with something left to do. */
export function registerResumeRun(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.resume, async (shell, argument) => {
    shell.assertTrusted();
    const runId = runIdOf(argument) ?? (await runToResume(await shell.engine()));
    if (runId === undefined) throw new UsageError(l10n.t('No run was interrupted, so there is nothing to go on with.'));
    // Read anew: another process may have written to the log since this window read it.
    if (shell.runs.get(runId)?.live !== true) shell.runs.forget(runId);
    await shell.load(runId);
    await shell.conductor.resume(runId);
  });
}
