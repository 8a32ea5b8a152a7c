import type { Approver } from '../core/ports/approver';

/** An approver that asks only once `told` has resolved: what the question is about has been handed on to whoever shows it. */
export function askAfter(told: () => Promise<void>, approver: Approver): Approver {
  return {
    approvePlan: async (...asked) => {
      await told();
      return approver.approvePlan(...asked);
    },
    approveChecks: async (...asked) => {
      await told();
      return approver.approveChecks(...asked);
    },
    approveServers: async (...asked) => {
      await told();
      return approver.approveServers(...asked);
    },
  };
}
