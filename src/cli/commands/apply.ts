import type { ApplyPlan } from '../../core/ports/changeApplier';
import { verificationOutcome } from '../../synthesis/verificationOutcome';
import { commandText } from '../../core/commandText';
import { normalWorkspacePath } from '../../core/workspacePath';
import { UsageError } from '../../core/usageError';
import type { Engine } from '../../orchestration/engine';
import type { CliContext } from '../cliContext';
import { exitCodes, type ExitCode } from '../exitCodes';
import { layConflictDraft } from '../conflictDraft';
import { progressPrinter } from '../progressPrinter';
import { changing, runNamed, runToRevert } from '../runNamed';

/** `ticked`: protected files that may be written all the same. `unverified`: apply although the checks are red. */
export interface ApplyOptions {
  readonly files: readonly string[];
  readonly ticked: readonly string[];
  readonly unverified: boolean;
}

/** Writes a plan to disk within a transaction; whatever fails, the workspace is as before. */
async function write(engine: Engine, plan: ApplyPlan, kind: 'apply' | 'revert', context: CliContext): Promise<void> {
  const transaction = await engine.beginApply(plan, kind);
  try {
    await transaction.writeToDisk();
    await transaction.commit();
  } catch (cause) {
    const stuck = await transaction.rollback();
    for (const path of stuck) context.output.say(`could not be put back: ${path}`);
    throw cause;
  }
  const event = await engine.recordApplied(
    plan.runId,
    kind,
    plan.edits.map((edit) => edit.path),
  );
  if (context.output.json) context.output.result(JSON.stringify(event));
  progressPrinter(context.output)(event);
}

/** Says what is left out of a plan, and why; a conflict's two sides are laid aside to be joined by hand. */
async function sayLeftOut(plan: ApplyPlan, context: CliContext): Promise<void> {
  const { engine, output, options } = context;
  for (const { path, reason } of plan.refused) output.say(`refused: ${path}: ${reason}`);
  for (const conflict of plan.conflicts) {
    const draft = await layConflictDraft(options.cwd, engine.runDirectory(plan.runId), conflict);
    const where = draft === undefined ? '' : ` Both sides, to join by hand: ${draft}`;
    output.say(`conflict: ${conflict.path}: ${conflict.reason}. It was left as it is.${where}`);
  }
}

/** `mao apply [run]`: the change set into the workspace, three-way merged where it moved. */
export async function apply(context: CliContext, run: string | undefined, options: ApplyOptions): Promise<ExitCode> {
  const { engine, output } = context;
  const runId = await runNamed(engine, run, changing);
  const state = await engine.loadRun(runId);
  if (!state.changes) {
    const next = state.end ? `See: mao report ${runId}` : 'It is not finished. See: mao runs';
    throw new UsageError(`Run ${runId} has proposed no changes. ${next}`);
  }
  const { files, refused } = state.changes;
  const applied = state.applied ?? [];
  if (files.length > 0 && files.every((file) => applied.includes(file.path))) {
    throw new UsageError(`Run ${runId} is applied already. Undo it with: mao revert ${runId}`);
  }
  if (verificationOutcome(state.checks) === 'red' && !options.unverified) {
    output.say(
      `The checks of run ${runId} are red, so nothing was applied. See: mao report ${runId}. To apply all the same: --unverified.`,
    );
    return exitCodes.unclean;
  }
  const wanted = options.files.map(normalWorkspacePath);
  const ticked = options.ticked.map(normalWorkspacePath);
  const known = new Set([...files, ...refused].map(({ path }) => path));
  const unknown = [...wanted, ...ticked].find((path) => !known.has(path));
  if (unknown !== undefined) {
    throw new UsageError(`Run ${runId} does not change ${unknown}. It changes: ${[...known].join(', ')}`);
  }
  const selection = { ticked, ...(wanted.length > 0 ? { files: wanted } : {}) };
  const plan = await engine.planApply(runId, selection);
  await sayLeftOut(plan, context);
  const left = plan.refused.filter(({ path }) => files.some((file) => file.path === path));
  const wantTick = left.filter(({ path }) => files.some((file) => file.path === path && file.needsTick));
  if (wantTick.length > 0) {
    const command = commandText({
      commandLine: ['mao', 'apply', runId, ...wantTick.flatMap(({ path }) => ['--tick', path])],
    });
    output.say(`To apply what is protected too: ${command}`);
  }
  if (plan.edits.length > 0) await write(engine, plan, 'apply', context);
  else if (plan.refused.length + plan.conflicts.length > 0) output.say('Nothing was applied.');
  else output.say('Nothing to apply: the workspace already holds these changes.');
  if (plan.conflicts.length > 0) output.say(`What the run wanted there: mao report ${runId} --diff`);
  if (plan.edits.length === 0 && plan.refused.length > 0) return exitCodes.unclean;
  // What waits for a tick is left out as it should be; anything else that was proposed is missing.
  return plan.conflicts.length + left.length > wantTick.length ? exitCodes.unclean : exitCodes.done;
}

/** `mao revert [run]`: the workspace as it was before the run was applied; files changed since stay. */
export async function revert(context: CliContext, run: string | undefined): Promise<ExitCode> {
  const { engine } = context;
  const runId = run === undefined ? await runToRevert(engine) : await engine.resolveRun(run);
  const plan = await engine.planRevert(runId);
  if (!plan) {
    throw new UsageError(
      `Nothing of run ${runId} is applied, so there is nothing to revert. To undo another run, name it: mao runs`,
    );
  }
  await sayLeftOut(plan, context);
  if (plan.edits.length > 0) await write(engine, plan, 'revert', context);
  return plan.conflicts.length + plan.refused.length > 0 ? exitCodes.unclean : exitCodes.done;
}
