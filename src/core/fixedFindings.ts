import type { RunState } from './runState';

/** Whether everything that a run proposed stands in the workspace. */
function isAllApplied({ applied, changes, reverted }: RunState): boolean {
  if (!applied || reverted || !changes) return false;
  return changes.files.every(({ path }) => applied.includes(path));
}

/**
 * The findings that fix runs mended, with the beginning of the newest such run (ISO): a QA that began before it knows nothing
 * of it. Counts only what was applied as a whole and not reverted, since that is what was looked at.
 */
export function fixedFindings(runs: readonly RunState[]): ReadonlyMap<string, string> {
  const fixed = new Map<string, string>();
  for (const run of runs) {
    if (run.command !== 'fix' || !isAllApplied(run)) continue;
    for (const { id, outcome } of run.findingChecks) {
      if (outcome === 'fixed' && (fixed.get(id) ?? '') < run.startedAt) fixed.set(id, run.startedAt);
    }
  }
  return fixed;
}
