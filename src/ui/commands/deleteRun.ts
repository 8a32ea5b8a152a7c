import { l10n, window, type Disposable } from 'vscode';
import { UsageError } from '../../core/usageError';
import { runTitle } from '../../presentation/runView';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { runIdOf } from './target';

/** Deletes a run for good, after a question: its log, report and transcripts, its worktrees and commits. */
export function registerDeleteRun(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.deleteRun, async (shell, argument) => {
    const runId = runIdOf(argument);
    if (runId === undefined) return;
    shell.assertTrusted(); // git is started for its commits
    const engine = await shell.engine();
    const isRunning = async () =>
      (await engine.listRuns()).some((run) => run.runId === runId && run.outcome === 'running');
    if (await isRunning()) throw new UsageError(l10n.t('This run is under way. Cancel it first.'));
    const run = await shell.load(runId);
    const remove = l10n.t('Delete');
    const question = l10n.t('Delete the run of {0}?', run ? runTitle(run.state) : runId);
    const lost = l10n.t(
      'Its log, report, transcripts, worktrees and commits are deleted. Your files stay as they are.',
    );
    const applied = l10n.t('What it applied can then not be reverted any more.');
    const detail = run?.state.applied ? `${lost} ${applied}` : lost;
    if ((await window.showWarningMessage(question, { modal: true, detail }, remove)) !== remove) return;
    if (await isRunning()) throw new UsageError(l10n.t('This run is under way. Cancel it first.'));
    await engine.deleteRun(runId);
    shell.runs.drop(runId);
    shell.workstreams.refresh();
    shell.runHistory.refresh();
  });
}
