import { isRed } from '../core/latestChecks';
import type { Plan } from '../core/plan';
import type { Worktree } from '../core/ports/snapshotStore';
import type { Writer } from '../synthesis/provenance';
import type { FinishedWorkstream } from './candidate';
import { checkedCommit } from './checkedCommit';
import { culpritText } from './culpritText';
import { isCancelled } from './isCancelled';
import { huntCulprit } from './huntCulprit';
import { repairRun, type RepairedRun } from './repairRun';
import type { MergeBase } from './mergeBase';
import { runCommands } from './runCommands';
import type { RunContext } from './runDependencies';
import type { Verification } from './verifyRun';

/** A merged and verified run. `worktree` is where its checks ran; `trial` merges less of it. */
export interface MendInput {
  readonly plan: Plan;
  readonly snapshot: string;
  readonly finished: readonly FinishedWorkstream[];
  readonly trial: MergeBase;
  readonly merged: string;
  readonly worktree: Worktree;
  readonly verification: Verification | undefined;
}

/**
 * What follows a red verification: the culprit is named, and models repair it. Gives back the commit to propose, which is the
 * merge itself when nothing was red, nothing helped, or the checks were red before the run. Computed from commits and plan
 * alone, so that a resumed run can do it again.
 */
export async function mendRun(context: RunContext, input: MendInput): Promise<RepairedRun> {
  const { merged, worktree, snapshot, finished, verification } = input;
  const unchanged = { commit: merged, writers: new Map<string, Writer>() };
  const red = verification?.results.filter(isRed) ?? [];
  if (!verification || red.length === 0 || isCancelled(context)) return unchanged;

  const { redBefore, culprits } = await huntCulprit(context, { ...input, commands: verification.commands, red });
  if (isCancelled(context)) return unchanged;
  if (redBefore.size > 0) {
    const names = [...redBefore];
    const message = `Red without this run's changes too: ${names.join(', ')}. Mend that first; MAO repairs only what a run broke.`;
    context.emit({ type: 'log', level: 'warning', message, redBefore: names });
  }
  if (!culprits) return unchanged;

  const checks = red.map(({ name }) => name).filter((name) => !redBefore.has(name));
  const keys = culprits.kind === 'found' ? culprits.keys : [];
  const named = keys.flatMap((key) => finished.find((done) => done.key === key) ?? []);
  const proof = culprits.kind === 'found' ? culprits.proof : undefined;
  for (const { section, workstream, model } of named) {
    context.emit({ type: 'culprit-found', section, workstream: workstream.id, model, checks, ...(proof && { proof }) });
  }
  const level = proof === 'alone' ? 'info' : 'warning';
  context.emit({ type: 'log', level, message: culpritText(checks, culprits, finished) });

  const verify = async (commit: string) => {
    const checked = await checkedCommit(context, snapshot, commit);
    await context.store.resetWorktree(worktree, checked.commit);
    const { checkSeconds } = context.configuration.settings.limits;
    return runCommands(context, verification.commands, worktree, checkSeconds);
  };
  return repairRun(context, {
    ...{ plan: input.plan, finished, culprits: named, proof, merged, redBefore, checked: worktree, verify },
    checks: verification.results,
  });
}
