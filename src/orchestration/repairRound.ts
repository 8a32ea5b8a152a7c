import type { Worktree } from '../core/ports/snapshotStore';
import { repairVerdict } from '../synthesis/repairVerdict';
import type { CheckResult } from '../synthesis/runChecks';
import type { FinishedWorkstream } from './candidate';
import { isCancelled } from './isCancelled';
import { orchestratorOf } from './orchestrator';
import { repairAttempt } from './repairAttempt';
import type { RepairInput, RepairProgress } from './repairRun';
import type { RunContext } from './runDependencies';

/** The workstream that provenance and events name where no single one can be. */
const wholeMerge = 'merge';

/** One round: what is red, and whose turn it is (`author` undefined: the orchestrator's). */
export interface RepairRoundInput extends RepairInput {
  readonly round: number;
  readonly author: FinishedWorkstream | undefined;
  readonly red: readonly CheckResult[];
  readonly worktree: Worktree;
  readonly progress: RepairProgress;
}

/** The files that a culprit's author is free to change; the orchestrator may change all that the run may. */
function filesOf(workstreams: readonly FinishedWorkstream[]): readonly string[] {
  return [...new Set(workstreams.flatMap(({ files, workstream }) => [...workstream.owns, ...files]))];
}

/** Lets the models of a round repair, checks what they did, and keeps it or takes it back. Tells of all of it by events. */
export async function repairRound(context: RunContext, input: RepairRoundInput): Promise<RepairProgress> {
  const { author, round, progress, worktree, redBefore, finished, checked } = input;
  const subject = author ?? input.culprits[0];
  const workstream = subject?.workstream.id ?? wholeMerge;
  const place = { ...(subject ? { section: subject.section } : {}), workstream };
  const orchestrator = orchestratorOf(context.configuration.registry);
  const mayChange = filesOf(author ? [author] : finished);
  const end = { type: 'repair-end', ...place, round } as const;

  await context.store.resetWorktree(worktree, progress.commit);
  const rounds = context.configuration.settings.repairRounds;
  context.emit({ type: 'repair-start', ...place, round, rounds, model: author?.model ?? orchestrator });
  const attempt = await repairAttempt(context, {
    ...{ plan: input.plan, culprits: input.culprits, proof: input.proof, author, place, worktree, checked, round },
    ...{ base: progress.commit, red: input.red, mayChange, earlier: progress.earlier },
    models: [...new Set([...(author ? [author.model] : []), orchestrator])],
  });
  if (attempt.outcome !== 'succeeded') {
    const failure = attempt.outcome === 'failed' ? { failure: attempt.failure } : {};
    context.emit({ ...end, model: attempt.model, outcome: attempt.outcome, ...failure });
    return { ...progress, over: true };
  }

  const { model, commit, summary } = attempt;
  const checks = await input.verify(commit);
  if (isCancelled(context)) {
    context.emit({ ...end, model, outcome: 'cancelled' });
    return { ...progress, over: true };
  }
  const changed = await context.store.diff(progress.commit, commit);
  const { green, outside, rollBack } = repairVerdict({
    ...{ before: progress.checks, after: checks, redBefore, changed, mayChange },
  });
  const files = changed.map(({ path }) => path);
  context.emit({
    ...{ ...end, model, files, outsideOwnership: [...outside], summary: summary.slice(0, 2000) },
    outcome: green && rollBack === undefined ? 'succeeded' : 'failed',
    ...(rollBack === undefined ? {} : { rolledBack: rollBack }),
  });
  const fate = rollBack === undefined ? 'kept, though the checks stayed red' : `taken back, since ${rollBack}`;
  const earlier = [...progress.earlier, `Round ${round} by ${model} changed ${files.join(', ')}: ${fate}.`];
  if (rollBack !== undefined) return { ...progress, earlier };
  const writers = new Map([...progress.writers, [commit, { model, workstream }]]);
  return { commit, checks, writers, earlier, over: false };
}
