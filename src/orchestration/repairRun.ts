import type { CulpritProof } from '../core/culprit';
import { isRed } from '../core/latestChecks';
import type { Plan } from '../core/plan';
import type { Worktree } from '../core/ports/snapshotStore';
import type { Writer } from '../synthesis/provenance';
import type { CheckResult } from '../synthesis/runChecks';
import type { FinishedWorkstream } from './candidate';
import { isCancelled } from './isCancelled';
import { repairRound } from './repairRound';
import type { RunContext } from './runDependencies';

/**
 * A red run to repair. `culprits` most suspicious first, none when nobody could be named; `checked` is where the checks ran
 * with the results `checks`; `verify` runs all of them there on another commit.
 */
export interface RepairInput {
  readonly plan: Plan;
  readonly finished: readonly FinishedWorkstream[];
  readonly culprits: readonly FinishedWorkstream[];
  readonly proof: CulpritProof | undefined;
  readonly merged: string;
  readonly checks: readonly CheckResult[];
  readonly redBefore: ReadonlySet<string>;
  readonly checked: Worktree;
  readonly verify: (commit: string) => Promise<readonly CheckResult[]>;
}

/** The result after all rounds (the merge itself when nothing was kept), and who wrote the commits on the way. */
export interface RepairedRun {
  readonly commit: string;
  readonly writers: ReadonlyMap<string, Writer>;
}

/** What stands after the rounds so far. `earlier` tells the next model what was tried. */
export interface RepairProgress extends RepairedRun {
  readonly checks: readonly CheckResult[];
  readonly earlier: readonly string[];
  /** No further round would help. */
  readonly over: boolean;
}

/** Whose turn it is: one culprit's author after the other, and the orchestrator last, unless there is one round only. */
function culpritOfRound(culprits: readonly FinishedWorkstream[], round: number, rounds: number) {
  return round === 1 || round < rounds ? culprits[round - 1] : undefined;
}

/**
 * Lets models repair a red run, round by round, until its checks are green or the rounds are used up. Each repair is a commit
 * of its model on top of what was kept before; one that makes something worse is taken back. Nothing is repaired that the run did
 * not break.
 */
export async function repairRun(context: RunContext, input: RepairInput): Promise<RepairedRun> {
  const rounds = context.configuration.settings.repairRounds;
  const { merged: commit, checks } = input;
  let progress: RepairProgress = { commit, checks, writers: new Map(), earlier: [], over: rounds === 0 };
  if (progress.over) return progress;
  const worktree = await context.store.addWorktree('repair', commit);
  try {
    for (let round = 1; round <= rounds && !progress.over && !isCancelled(context); round++) {
      const red = progress.checks.filter((check) => isRed(check) && !input.redBefore.has(check.name));
      if (red.length === 0) break;
      const author = culpritOfRound(input.culprits, round, rounds);
      progress = await repairRound(context, { ...input, round, author, red, worktree, progress });
    }
    return progress;
  } finally {
    await context.store.removeWorktree(worktree);
  }
}
