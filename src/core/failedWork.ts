import type { RunState } from './runState';

/** Whether a run can go on for the sake of workstreams that failed: its plan was approved, and nothing of it was applied. */
export function hasFailedWork({ command, planApproved, applied, reverted, workstreams }: RunState): boolean {
  if ((command !== 'develop' && command !== 'fix') || !planApproved || applied !== undefined || reverted) return false;
  return workstreams.some(({ state }) => state === 'failed');
}
