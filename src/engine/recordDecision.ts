import { join } from 'node:path';
import { consistencyReviewAnswerSchema } from '../core/answers';
import { systemClock } from '../core/ports/clock';
import type { Logger } from '../core/ports/logger';
import type { RunArchive } from '../core/ports/runArchive';
import { markRehearsal } from '../core/rehearsal';
import type { RunEvent, RunEventBody } from '../core/runEvent';
import { readRunRecord } from '../core/runRecord';
import { readStructuredAnswer } from '../core/structuredAnswer';
import { loadRun, recordEvent } from '../orchestration/runHistory';
import { notesOf, recordFile, reportFile, reviewFile, snapshotNotesFile } from '../orchestration/runFiles';
import { renderReport } from '../synthesis/renderReport';
import { writeFileAtomic } from '../workspace/state/atomicFile';
import { runFolder } from '../workspace/state/stateFolder';
import type { EngineParts } from './engineParts';

/** The report of an ended run as its log tells it now; undefined where a run of this kind has none. */
async function reportNow(archive: RunArchive, runId: string): Promise<string | undefined> {
  const [report, recorded = '', notes, review = ''] = await Promise.all(
    [reportFile, recordFile, snapshotNotesFile, reviewFile].map((name) => archive.readFile(runId, name)),
  );
  const record = readRunRecord(recorded);
  if (report === undefined || !record) return undefined;
  const state = await loadRun(archive, runId);
  const reading = readStructuredAnswer(review, consistencyReviewAnswerSchema);
  const registry = new Map(record.models.map((model) => [model.id, model]));
  const text = renderReport({
    state,
    registry,
    notes: notesOf(notes),
    ...(reading.ok ? { review: reading.value } : {}),
  });
  return markRehearsal(state, text);
}

/** Appends what the user decided about an ended run to its log, and brings its report up to date; gives the event as written. */
export async function recordDecision(
  { archive, state }: Pick<EngineParts, 'archive' | 'state'>,
  logger: Logger,
  runId: string,
  body: RunEventBody,
): Promise<RunEvent> {
  const event = await recordEvent(archive, runId, body, systemClock);
  try {
    const report = await reportNow(archive, runId);
    if (report !== undefined) await writeFileAtomic(join(runFolder(state, runId), reportFile), report);
  } catch (cause) {
    logger.warn(`The report of run ${runId} could not be brought up to date: ${String(cause)}`);
  }
  return event;
}
