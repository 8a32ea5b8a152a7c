import type { FailureCode } from '../core/failure';
import type { RunEvent } from '../core/runEvent';

/** The exit codes of the headless contract. */
export const exitCodes = { done: 0, unclean: 1, usage: 2, unreachable: 3, cancelled: 130 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Failures that mean: no model could be reached at all. */
const unreachable: ReadonlySet<FailureCode> = new Set(['not-installed', 'not-signed-in', 'network', 'model-unknown']);

/** The exit code of a finished run. */
export function exitCodeOf(end: Extract<RunEvent, { type: 'run-end' }>): ExitCode {
  switch (end.outcome) {
    case 'succeeded':
      return exitCodes.done;
    case 'unclean':
      return exitCodes.unclean;
    case 'cancelled':
      return exitCodes.cancelled;
    case 'failed':
      return end.failure && unreachable.has(end.failure.code) ? exitCodes.unreachable : exitCodes.unclean;
  }
}
