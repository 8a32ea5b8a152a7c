import type { Finding } from './finding';
import type { RunState } from './runState';

/** A QA run as this window knows it; `live`: it is under way, here or elsewhere. */
export interface ReviewRun {
  readonly state: RunState;
  readonly live: boolean;
}

/** The QA that counts for each section: the newest with a score. `runs` are QA runs, newest first. */
export function reviewsInForce(runs: readonly ReviewRun[]): ReadonlyMap<string, RunState> {
  const bySection = new Map<string, RunState>();
  for (const { state } of runs) {
    if (!state.score || !state.end) continue;
    for (const section of state.sections) if (!bySection.has(section)) bySection.set(section, state);
  }
  return bySection;
}

/**
 * The findings that hold now, each once: those of the newest scored QA of each section without what was dismissed, and
 * without what a fix run mended since (`fixed`: when, by id). A section
 * that is under review has none until that ends.
 */
export function findingsInForce(
  runs: readonly ReviewRun[],
  dismissed: ReadonlySet<string>,
  fixed: ReadonlyMap<string, string> = new Map(),
): readonly { readonly runId: string; readonly finding: Finding }[] {
  const underReview = new Set(runs.filter(({ live }) => live).flatMap(({ state }) => state.sections));
  const counting = [...reviewsInForce(runs)].filter(([section]) => !underReview.has(section)).map(([, state]) => state);
  const newestFirst = [...new Set(counting)].toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
  const known = new Set(dismissed);
  const found: { readonly runId: string; readonly finding: Finding }[] = [];
  for (const { runId, startedAt, findings } of newestFirst) {
    for (const finding of findings) {
      if (known.has(finding.id) || (fixed.get(finding.id) ?? '') > startedAt) continue;
      known.add(finding.id);
      found.push({ runId, finding });
    }
  }
  return found;
}
