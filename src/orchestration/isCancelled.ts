import type { RunContext } from './runDependencies';

/** Whether the run is to end now. A function, since the compiler takes the flag of a signal for a constant. */
export function isCancelled({ signal }: Pick<RunContext, 'signal'>): boolean {
  return signal.aborted;
}
