import type { CheckCommand } from '../core/ports/approver';
import type { Worktree } from '../core/ports/snapshotStore';
import { isRed } from '../core/latestChecks';
import { neededChecks } from '../synthesis/culprit/neededChecks';
import type { CheckResult } from '../synthesis/runChecks';
import { checkedCommit } from './checkedCommit';
import { runCommands, type CheckContext } from './runCommands';

const mostTrials = 16;
const leastSeconds = 30;

/** The checks to try again: all approved ones, and the red ones among them as they ended. */
export interface TrialChecks {
  readonly commands: readonly CheckCommand[];
  readonly red: readonly CheckResult[];
}

/**
 * Runs red checks again on other commits, in a worktree of its own; no events. Together the trials take at most twice the
 * limit of one check (a minute at least) and are sixteen at most. A check that takes five times as long as it did before
 * (half a minute at least) counts as hanging.
 */
export class CheckTrials {
  private worktree: Worktree | undefined;
  private trials = 0;
  private readonly until: number;
  private readonly usualMs = new Map<string, number>();

  constructor(
    private readonly context: CheckContext,
    private readonly snapshot: string,
    private readonly checks: TrialChecks,
  ) {
    this.until = this.now() + Math.max(2 * this.limitSeconds, 60) * 1000;
    for (const { name, outcome, durationMs } of checks.red) if (outcome === 'failed') this.learn(name, durationMs);
  }

  /** Those of the red checks that are red on `commit` too; undefined: the trials are used up. */
  async redOn(commit: string, red: ReadonlySet<string>, all: boolean): Promise<ReadonlySet<string> | undefined> {
    this.trials += 1;
    if (this.trials > mostTrials) return undefined;
    const worktree = await this.checkout(commit);
    const still = new Set<string>();
    for (const command of neededChecks(this.checks.commands, red)) {
      const limit = this.limitOf(command.name);
      const left = (this.until - this.now()) / 1000;
      if (left <= 0) return undefined;
      const [result] = await runCommands(this.context, [command], worktree, Math.min(limit, left), () => undefined);
      if (!result || this.context.signal.aborted) return undefined;
      // Ended by the end of all trials and not at its own limit: that tells nothing.
      if (result.outcome === 'timed-out' && left < limit) return undefined;
      if (result.outcome === 'passed') this.learn(command.name, result.durationMs);
      if (!isRed(result)) continue;
      still.add(command.name);
      if (!all) return still;
    }
    return still;
  }

  async dispose(): Promise<void> {
    if (this.worktree) await this.context.store.removeWorktree(this.worktree);
    this.worktree = undefined;
  }

  private async checkout(commit: string): Promise<Worktree> {
    const { store } = this.context;
    const checked = await checkedCommit(this.context, this.snapshot, commit);
    if (this.worktree) await store.resetWorktree(this.worktree, checked.commit);
    else this.worktree = await store.addWorktree('trial', checked.commit);
    return this.worktree;
  }

  private limitOf(name: string): number {
    const usual = this.usualMs.get(name);
    if (usual === undefined) return this.limitSeconds;
    return Math.min(this.limitSeconds, Math.max(leastSeconds, (5 * usual) / 1000));
  }

  private learn(name: string, ms: number): void {
    this.usualMs.set(name, Math.max(ms, this.usualMs.get(name) ?? 0));
  }

  private get limitSeconds(): number {
    return this.context.configuration.settings.limits.checkSeconds;
  }

  private now(): number {
    return this.context.clock.now().getTime();
  }
}
