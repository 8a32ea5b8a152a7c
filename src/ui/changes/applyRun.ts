import { window } from 'vscode';
import type { ApplyPlan } from '../../core/ports/changeApplier';
import type { RunState } from '../../core/runState';
import type { Engine } from '../../orchestration/engine';
import { toSelection, type HunkChoices } from '../../presentation/changeRows';
import { redChecksText } from '../../presentation/checks';
import { count } from '../../presentation/format';
import { hasOpenChanges, runTitle } from '../../presentation/runView';
import type { RunStore } from '../runStore';
import { applyTransaction, type TransactionContext, type TransactionEnd } from './applyTransaction';
import { reportConflicts } from './conflicts';
import type { SidesProvider } from './sidesProvider';
import { unsavedFiles, type UnsavedFile } from './unsaved';

export interface ApplyContext extends TransactionContext {
  readonly engine: Engine;
  readonly runs: RunStore;
  readonly sides: SidesProvider;
}

const attempts = 5;

/** Asks for the user's explicit word when checks fail; true when nothing fails. */
async function confirmRed(state: RunState): Promise<boolean> {
  const red = redChecksText(state);
  if (red === undefined) return true;
  const anyway = 'Apply anyway';
  const detail = 'The changes did not pass verification. The report says what fails.';
  return (await window.showWarningMessage(red, { modal: true, detail }, anyway)) === anyway;
}

/** Plans and carries out until the user did not type in between; undefined when there is nothing to do. */
async function carryOut(
  context: ApplyContext,
  kind: 'apply' | 'revert',
  planOnce: (unsaved: ReadonlyMap<string, UnsavedFile>) => Promise<ApplyPlan | undefined>,
): Promise<{ plan: ApplyPlan; end: TransactionEnd; merged: readonly string[] } | undefined> {
  for (let attempt = 1; ; attempt++) {
    const unsaved = await unsavedFiles(context.folder);
    const plan = await planOnce(unsaved);
    if (!plan) return undefined;
    const merged = plan.edits.map((edit) => edit.path).filter((path) => unsaved.has(path));
    if (plan.edits.length === 0) return { plan, end: { kind: 'committed' }, merged };
    const end = await applyTransaction(context, plan, kind, unsaved);
    if (end.kind !== 'stale' || attempt === attempts) return { plan, end, merged };
  }
}

function reportFailure(end: Exclude<TransactionEnd, { kind: 'committed' }>): void {
  if (end.kind === 'stale') {
    void window.showWarningMessage('You were typing in these files. Nothing was changed; try again in a moment.');
  } else if (end.lost.length > 0) {
    void window.showErrorMessage(
      `Some files could not be put back: ${end.lost.join(', ')}. Their former content is in the run's folder.`,
    );
  } else {
    const why = end.cause instanceof Error ? end.cause.message : String(end.cause);
    void window.showErrorMessage(`Nothing was changed. ${why}`);
  }
}

const paths = (plan: ApplyPlan) => [...new Set(plan.edits.map((edit) => edit.path))];

/** Applies the chosen files of a run: merged with what the user did since, in one undoable step. */
export async function applyRun(
  context: ApplyContext,
  state: RunState,
  chosen: ReadonlySet<string>,
  hunks: HunkChoices,
): Promise<void> {
  const { engine, folder, runs, sides, logger } = context;
  const selection = toSelection(state, chosen, hunks);
  if (!hasOpenChanges(state) && !state.discarded) {
    void window.showInformationMessage(`${runTitle(state)} has nothing to apply.`);
    return;
  }
  if (selection.files.length === 0) {
    void window.showInformationMessage('No file is ticked. Tick the files to apply in the Changes view.');
    return;
  }
  if (!(await confirmRed(state))) return;
  const done = await carryOut(context, 'apply', (unsaved) =>
    engine.planApply(state.runId, selection, (path) => unsaved.get(path)?.bytes),
  );
  if (!done) return;
  if (done.end.kind !== 'committed') {
    reportFailure(done.end);
    return;
  }
  const applied = paths(done.plan);
  if (applied.length > 0) runs.dispatch(await engine.recordApplied(state.runId, 'apply', applied));
  for (const { path, reason } of done.plan.refused) logger.warn(`Refused ${path}: ${reason}`);
  if (done.plan.conflicts.length > 0) {
    return reportConflicts(folder, state.runId, applied.length, done.plan.conflicts, sides, logger);
  }
  const unsaved =
    done.merged.length > 0 ? ` Your unsaved changes in ${done.merged.join(', ')} were kept and saved.` : '';
  void window.showInformationMessage(`Applied ${count(applied.length, 'file')} of ${runTitle(state)}.${unsaved}`);
}

/** A revert never touches a file with unsaved changes: they would be lost. */
function withoutUnsaved(plan: ApplyPlan, unsaved: ReadonlyMap<string, UnsavedFile>): ApplyPlan {
  const held = plan.edits.filter((edit) => unsaved.has(edit.path));
  const conflicts = held.map(({ path }) => ({ path, reason: 'it has unsaved changes', text: undefined }));
  return {
    ...plan,
    edits: plan.edits.filter((edit) => !unsaved.has(edit.path)),
    conflicts: [...plan.conflicts, ...conflicts],
  };
}

/** Brings back what stood in the workspace before a run was applied; files that the user changed since stay. */
export async function revertRun(context: ApplyContext, state: RunState): Promise<void> {
  const { engine, runs } = context;
  const done = await carryOut(context, 'revert', async (unsaved) => {
    const plan = await engine.planRevert(state.runId);
    return plan && withoutUnsaved(plan, unsaved);
  });
  if (!done) {
    void window.showInformationMessage(`Nothing of ${runTitle(state)} is applied.`);
    return;
  }
  if (done.end.kind !== 'committed') {
    reportFailure(done.end);
    return;
  }
  const reverted = paths(done.plan);
  if (reverted.length > 0) runs.dispatch(await engine.recordApplied(state.runId, 'revert', reverted));
  const kept = done.plan.conflicts.map((conflict) => conflict.path);
  if (kept.length > 0) {
    void window.showWarningMessage(
      `Reverted ${count(reverted.length, 'file')}. You changed ${kept.join(', ')} since, so ${kept.length === 1 ? 'it stays' : 'they stay'}.`,
    );
  } else {
    void window.showInformationMessage(`Reverted ${count(reverted.length, 'file')} of ${runTitle(state)}.`);
  }
}
