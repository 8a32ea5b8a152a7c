import type { RunState } from './runState';

/** Whether a run ended only because nobody was there to approve its plan: it can go on once somebody is. */
export function hasUnapprovedPlan({ command, end, plan, planApproved }: RunState): boolean {
  return (
    (command === 'develop' || command === 'fix') && end?.outcome === 'failed' && plan !== undefined && !planApproved
  );
}
