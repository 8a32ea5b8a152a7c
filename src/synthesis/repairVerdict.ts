import { isRed } from '../core/latestChecks';
import type { DiffFile } from '../core/ports/snapshotStore';
import { isTestFile } from './culprit/isTestFile';
import { ownershipFlags } from './ownershipFlags';
import type { CheckResult } from './runChecks';

/** What a repair did: the checks before and after it, the files it changed, and what it was free to change. */
export interface RepairedState {
  readonly before: readonly CheckResult[];
  readonly after: readonly CheckResult[];
  /** Checks that the run did not make red. */
  readonly redBefore: ReadonlySet<string>;
  readonly changed: readonly DiffFile[];
  readonly mayChange: readonly string[];
}

/** What is to be done with a repair. `rollBack` says why it is taken back; without it the repair stays. */
export interface RepairVerdict {
  readonly green: boolean;
  readonly outside: readonly string[];
  readonly rollBack: string | undefined;
}

const list = (names: readonly string[]) => names.join(', ');

/**
 * Judges a repair: it is taken back when a check that passed fails now, when it took tests away, or when it changed files that
 * are not its own and left a check red that the run made red.
 */
export function repairVerdict({ before, after, redBefore, changed, mayChange }: RepairedState): RepairVerdict {
  const passed = new Set(before.filter(({ outcome }) => outcome === 'passed').map(({ name }) => name));
  const broken = after.filter((check) => isRed(check) && passed.has(check.name)).map(({ name }) => name);
  const green = after.every((check) => !isRed(check) || redBefore.has(check.name));
  const paths = changed.flatMap(({ path, from }) => (from === undefined ? [path] : [path, from]));
  const outside = ownershipFlags(paths, mayChange);
  const gone = changed.flatMap(({ kind, path, from }) =>
    kind === 'delete' ? [path] : from !== undefined && !isTestFile(path) ? [from] : [],
  );
  const lostTests = gone.filter((path) => isTestFile(path) && outside.includes(path));
  const rollBack =
    broken.length > 0
      ? `${list(broken)} passed before and failed after it`
      : lostTests.length > 0
        ? `it took away ${list(lostTests)}`
        : outside.length > 0 && !green
          ? `it changed ${list(outside)}, not its own, and the checks stayed red`
          : undefined;
  return { green, outside, rollBack };
}
