import { systemClock } from '../core/ports/clock';
import type { Logger } from '../core/ports/logger';
import type { RunEvent, RunEventBody } from '../core/runEvent';
import { recordEvent } from '../orchestration/runHistory';
import { renewReport } from '../orchestration/runReport';
import type { EngineParts } from './engineParts';

/**
 * Appends to an ended run's log what became of its changes, and says so in its report; gives the event as written. A report
 * that can not be written is only warned of: the log has it all.
 */
export async function recordAfterRun(
  parts: Pick<EngineParts, 'archive'>,
  logger: Logger,
  runId: string,
  body: RunEventBody,
): Promise<RunEvent> {
  const event = await recordEvent(parts.archive, runId, body, systemClock);
  try {
    await renewReport(parts.archive, runId);
  } catch (error) {
    logger.warn(`The report of run ${runId} could not be renewed: ${String(error)}`);
  }
  return event;
}
