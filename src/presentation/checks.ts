import { isRed, latestChecks } from '../core/latestChecks';
import type { CheckState, RunState } from '../core/runState';
import { count } from './format';
import { culpritNames } from './repairs';

/** The checks that did not pass when they last ran. */
export function failedChecks(state: RunState): readonly CheckState[] {
  return latestChecks(state.checks).filter(isRed);
}

/** One sentence about a red verification, undefined when it is not red: `2 of 3 checks fail: tests, build.` */
export function redChecksText(state: RunState): string | undefined {
  const failed = failedChecks(state);
  if (failed.length === 0) return undefined;
  const names = failed.map((check) => (check.outcome === 'timed-out' ? `${check.name} (timed out)` : check.name));
  const verb = failed.length === 1 ? 'fails' : 'fail';
  const culprits = culpritNames(state);
  const before = failed.every(({ name }) => state.redBefore.includes(name)) ? ', as before this run' : '';
  const likely = culprits === undefined ? before : `, most likely from ${culprits}`;
  return `${failed.length} of ${count(latestChecks(state.checks).length, 'check')} ${verb}: ${names.join(', ')}${likely}.`;
}

/** Whether a run's checks ran and none failed; a run without checks is not verified. */
export function isVerified(state: RunState): boolean {
  return state.checks.some((check) => check.outcome === 'passed') && failedChecks(state).length === 0;
}
