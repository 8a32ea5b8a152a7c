import type { Disposable } from 'vscode';
import { UsageError } from '../../core/usageError';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { runIdOf } from './target';

/** MAO: Resume Run. The named run, else the newest that was interrupted, else the newest that was cancelled. */
export function registerResumeRun(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.resume, async (shell, argument) => {
    shell.assertTrusted();
    const runs = await (await shell.engine()).listRuns();
    const runId =
      runIdOf(argument) ??
      runs.find(({ outcome }) => outcome === 'interrupted')?.runId ??
      runs.find(({ outcome }) => outcome === 'cancelled')?.runId;
    if (runId === undefined) throw new UsageError('No run was interrupted, so there is nothing to go on with.');
    // Read anew: another process may have written to the log since this window read it.
    if (shell.runs.get(runId)?.live !== true) shell.runs.forget(runId);
    await shell.load(runId);
    await shell.conductor.resume(runId);
  });
}
