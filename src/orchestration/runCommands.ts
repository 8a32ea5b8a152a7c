import type { CheckCommand } from '../core/ports/approver';
import type { Worktree } from '../core/ports/snapshotStore';
import { runChecks, type CheckResult } from '../synthesis/runChecks';
import type { Emit } from './runEmitter';
import type { RunContext } from './runDependencies';

/** What running checks needs of a run. */
export type CheckContext = Pick<
  RunContext,
  'checks' | 'store' | 'guard' | 'configuration' | 'clock' | 'signal' | 'logger' | 'emit'
>;

/** Runs approved check commands in a worktree, each up to `limitSeconds`; what happens is told by `emit`. */
export function runCommands(
  context: CheckContext,
  commands: readonly CheckCommand[],
  worktree: Worktree,
  limitSeconds: number,
  emit: Emit = context.emit,
): Promise<readonly CheckResult[]> {
  return runChecks({
    runner: context.checks.runner,
    commands,
    cwd: worktree.path,
    env: context.checks.environment,
    resolveExecutable: context.checks.resolveExecutable,
    limitSeconds,
    emit,
    output: (name, line) => context.logger.trace(`${name}: ${line}`),
    signal: context.signal,
    clock: context.clock,
  });
}
