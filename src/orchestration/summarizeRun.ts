import type { LogEnds } from '../core/ports/runArchive';
import type { RunSummary } from './engine';

/** One line of the run list; undefined without a readable first event. `isRunning`: its process is still there. */
export function summarizeRun({ runId, first, last }: LogEnds, isRunning: boolean): RunSummary | undefined {
  if (first?.type !== 'run-start') return undefined;
  const end = last.findLast((event) => event.type === 'run-end');
  const { command, sections, time: startedAt } = first;
  const outcome = end ? end.outcome : isRunning ? 'running' : 'interrupted';
  return { runId, command, sections, outcome, startedAt, durationMs: end?.durationMs ?? null };
}
