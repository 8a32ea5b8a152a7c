import type { LogEnds } from '../core/ports/runArchive';
import type { RunEvent } from '../core/runEvent';
import type { RunSummary } from './engine';

/** One line of the run list; undefined without a readable first event. `isRunning`: its process is still there. */
export function summarizeRun({ runId, first, last }: LogEnds, isRunning: boolean): RunSummary | undefined {
  if (first?.type !== 'run-start') return undefined;
  // A run that went on after its end (a cancel) begins again in its log.
  const ending = last.findLast((event) => event.type === 'run-end' || event.type === 'run-start');
  const end = ending?.type === 'run-end' ? ending : undefined;
  const { command, sections, time: startedAt } = first;
  const outcome = end ? end.outcome : isRunning ? 'running' : 'interrupted';
  const changes = last.map(changesAfter).findLast((state) => state !== undefined);
  return {
    ...{ runId, command, sections, outcome, startedAt, durationMs: end?.durationMs ?? null },
    ...(changes !== undefined && { changes }),
  };
}

function changesAfter({ type }: RunEvent): RunSummary['changes'] {
  switch (type) {
    case 'changes-proposed':
      return 'proposed';
    case 'changes-applied':
      return 'applied';
    case 'changes-reverted':
      return 'reverted';
    case 'changes-discarded':
      return 'discarded';
    default:
      return undefined;
  }
}
