import { checksFromSettings } from '../synthesis/checksFromSettings';
import { detectChecks } from '../synthesis/detectChecks';
import { relevantChecks } from '../synthesis/relevantChecks';
import type { CheckResult } from '../synthesis/runChecks';
import { runCommands } from './runCommands';
import type { CheckCommand } from '../core/ports/approver';
import type { Worktree } from '../core/ports/snapshotStore';
import { mayRunChecks } from './mayRunChecks';
import type { RunContext } from './runDependencies';

async function readText(context: RunContext, commit: string, path: string): Promise<string | undefined> {
  const bytes = await context.store.readFile(commit, path);
  return bytes && new TextDecoder().decode(bytes);
}

/** What was verified: the approved commands and how each ended. */
export interface Verification {
  readonly commands: readonly CheckCommand[];
  readonly results: readonly CheckResult[];
}

/** The checks of the run: the user's own, or those that the snapshot's project files name. */
async function findChecks(context: RunContext, snapshot: string): Promise<readonly CheckCommand[]> {
  const { checks } = context.configuration.settings;
  if (checks === 'off') return [];
  if (checks !== 'auto') return checksFromSettings(checks);
  const files = await context.store.listFiles(snapshot);
  return detectChecks({
    files,
    read: (path) => readText(context, snapshot, path),
    // Only what the user has beside the snapshot is linked into worktrees.
    hasLinked: async (path) => !files.includes(path) && (await context.checks.hasLinked(path)),
  });
}

async function changedFiles(context: RunContext, snapshot: string, { base }: Worktree): Promise<readonly string[]> {
  const files = await context.store.diff(snapshot, base);
  return files.flatMap((file) => [file.path, ...(file.from === undefined ? [] : [file.from])]);
}

function skipAll(context: RunContext, commands: readonly CheckCommand[]): void {
  for (const { name, command } of commands) {
    context.emit({
      type: 'check-end',
      name,
      command: [...command],
      outcome: 'skipped',
      exitCode: null,
      output: 'Not approved.',
    });
  }
}

/**
 * Verification: type check, tests and build in the integration worktree. What runs is decided by the snapshot, never by a
 * model's change, and approved by the user first. Undefined when nothing was to be run.
 */
export async function verifyRun(
  context: RunContext,
  snapshot: string,
  worktree: Worktree,
): Promise<Verification | undefined> {
  const say = (level: 'info' | 'warning', message: string) => context.emit({ type: 'log', level, message });
  if (!context.subject.verify) {
    say('warning', 'Not verified: checks were switched off for this run.');
    return undefined;
  }
  const all = await findChecks(context, snapshot);
  const changed = all.some(({ folder }) => folder !== undefined) ? await changedFiles(context, snapshot, worktree) : [];
  const commands = relevantChecks(all, changed);
  if (commands.length === 0) {
    const where = all.length === 0 ? 'in this project' : 'for what was changed';
    say('warning', `Not verified: no type check, tests or build were found ${where}.`);
    return undefined;
  }
  if (!(await mayRunChecks(context, commands))) {
    say('warning', 'Not verified: the check commands were not approved.');
    skipAll(context, commands);
    return undefined;
  }
  const { checkSeconds } = context.configuration.settings.limits;
  return { commands, results: await runCommands(context, commands, worktree, checkSeconds) };
}
