import type { RunState } from '../../core/runState';
import type { QaReportInput } from './reportInput';

/** What a QA's report and its exports are made of, from the run's folded log; undefined: the run has no score. */
export function reportOfRun(
  state: RunState,
): (QaReportInput & { readonly score: { readonly total: number } }) | undefined {
  const { score, runId, startedAt, findings, scope, sections } = state;
  if (!score) return undefined;
  return {
    ...{ runId, startedAt, score, findings, notes: [] },
    sections: sections.map((number) => ({ number, title: '' })),
    files: scope,
  };
}
