import type { RunContext } from './runDependencies';

/** Whether the run is to end, at once or politely. A function, since the compiler takes the flag of a signal for a constant. */
export function isCancelled({ signal, ending }: Pick<RunContext, 'signal' | 'ending'>): boolean {
  return signal.aborted || ending.aborted;
}
