import { l10n, window } from 'vscode';
import type { ApplyPlan } from '../../core/ports/changeApplier';
import type { RunState } from '../../core/runState';
import type { Engine } from '../../orchestration/engine';
import { toSelection, type HunkChoices } from '../../presentation/changeRows';
import { redChecksText } from '../../presentation/checks';
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
  const anyway = l10n.t('Apply anyway');
  const detail = l10n.t('The changes did not pass verification. The report says what fails.');
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
    void window.showWarningMessage(
      l10n.t('You were typing in these files. Nothing was changed; try again in a moment.'),
    );
  } else if (end.lost.length > 0) {
    void window.showErrorMessage(
      l10n.t(
        "Some files could not be put back: {0}. Their former content is in the run's folder.",
        end.lost.join(', '),
      ),
    );
  } else {
    const why = end.cause instanceof Error ? end.cause.message : String(end.cause);
    void window.showErrorMessage(l10n.t('Nothing was changed. {0}', why));
  }
}

const appliedText = (files: number, run: string) =>
  files === 1 ? l10n.t('Applied 1 file of {0}.', run) : l10n.t('Applied {0} files of {1}.', files, run);

const revertedText = (files: number, run: string) =>
  files === 1 ? l10n.t('Reverted 1 file of {0}.', run) : l10n.t('Reverted {0} files of {1}.', files, run);

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
    void window.showInformationMessage(l10n.t('{0} has nothing to apply.', runTitle(state)));
    return;
  }
  if (selection.files.length === 0) {
    void window.showInformationMessage(l10n.t('No file is ticked. Tick the files to apply in the Changes view.'));
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
    done.merged.length > 0
      ? ` ${l10n.t('Your unsaved changes in {0} were kept and saved.', done.merged.join(', '))}`
      : '';
  void window.showInformationMessage(`${appliedText(applied.length, runTitle(state))}${unsaved}`);
}

/** A revert never touches a file with unsaved changes: they would be lost. */
function withoutUnsaved(plan: ApplyPlan, unsaved: ReadonlyMap<string, UnsavedFile>): ApplyPlan {
  const held = plan.edits.filter((edit) => unsaved.has(edit.path));
  const conflicts = held.map(({ path }) => ({ path, reason: l10n.t('it has unsaved changes'), text: undefined }));
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
    void window.showInformationMessage(l10n.t('Nothing of {0} is applied.', runTitle(state)));
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
      `${revertedText(reverted.length, runTitle(state))} ${l10n.t('You changed {0} since; that stays.', kept.join(', '))}`,
    );
  } else {
    void window.showInformationMessage(revertedText(reverted.length, runTitle(state)));
  }
}
