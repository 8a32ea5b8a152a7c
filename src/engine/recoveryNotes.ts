import type { Recovered } from '../workspace/apply/recoverApply';

/** What a user is to know of an apply or revert that was cut short, a sentence or more for each. */
export function recoveryNotes(recovered: readonly Recovered[]): readonly string[] {
  return recovered.map(({ runId, kind, outcome, lost }) => {
    const what = `The ${kind} of run ${runId} was cut short.`;
    if (outcome === 'completed') return `${what} All of it had been written, so it counts.`;
    if (lost.length === 0) return `${what} Its files are as they were before; ${kind} again if you want it.`;
    return `${what} Its files are as they were before, except what was changed since and stays as it is: ${lost.join(', ')}. What these held before lies in .mao/runs/${runId}/apply.`;
  });
}
