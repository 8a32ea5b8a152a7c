import { l10n, window } from 'vscode';
import { UsageError } from '../core/usageError';
import type { Engine } from '../orchestration/engine';
import { runTitle } from '../presentation/runView';
import type { KnownRun, RunStore } from './runStore';

async function refuseRunning(engine: Engine, runId: string): Promise<void> {
  const isRunning = (await engine.listRuns()).some((run) => run.runId === runId && run.outcome === 'running');
  if (isRunning) throw new UsageError(l10n.t('This run is under way. Cancel it first.'));
}

/** Deletes a run for good, after a question: its log, report and transcripts, its worktrees and commits. False: it stays. */
export async function removeRun(
  engine: Engine,
  runs: RunStore,
  load: (runId: string) => Promise<KnownRun | undefined>,
  runId: string,
): Promise<boolean> {
  await refuseRunning(engine, runId);
  const run = await load(runId);
  const remove = l10n.t('Delete');
  const question = l10n.t('Delete the run of {0}?', run ? runTitle(run.state) : runId);
  const lost = l10n.t('Its log, report, transcripts, worktrees and commits are deleted. Your files stay as they are.');
  const applied = l10n.t('What it applied can then not be reverted any more.');
  const detail = run?.state.applied ? `${lost} ${applied}` : lost;
  if ((await window.showWarningMessage(question, { modal: true, detail }, remove)) !== remove) return false;
  await refuseRunning(engine, runId); // it may have been resumed meanwhile
  await engine.deleteRun(runId);
  runs.drop(runId);
  return true;
}
