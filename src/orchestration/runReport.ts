import { consistencyReviewAnswerSchema, type ConsistencyReview } from '../core/answers';
import type { ModelRegistry } from '../core/modelSpec';
import type { RunArchive } from '../core/ports/runArchive';
import type { RunLog } from '../core/ports/runLog';
import { markRehearsal } from '../core/rehearsal';
import type { RunState } from '../core/runState';
import { readStructuredAnswer } from '../core/structuredAnswer';
import { renderReport } from '../synthesis/renderReport';
import { readRunRecord } from '../core/runRecord';
import { recordFile, reportFile, reviewFile, snapshotNotesFile } from './runFiles';
import { loadRun } from './runHistory';

/** Keeps the consistency review, which is not in the log, for the report and for a run that is interrupted before it. */
export async function keepReview(log: RunLog, review: ConsistencyReview): Promise<void> {
  await log.writeFile(reviewFile, JSON.stringify(review));
}

/** The review that was kept. */
export async function keptReview({ readFile }: Pick<RunLog, 'readFile'>): Promise<ConsistencyReview | undefined> {
  const text = await readFile(reviewFile);
  const reading = text === undefined ? undefined : readStructuredAnswer(text, consistencyReviewAnswerSchema);
  return reading?.ok === true ? reading.value : undefined;
}

/** Keeps what the snapshot left out. */
export async function keepNotes(log: RunLog, notes: readonly string[]): Promise<void> {
  if (notes.length > 0) await log.writeFile(snapshotNotesFile, JSON.stringify(notes));
}

/** What the snapshot of a run left out. */
export async function keptNotes({ readFile }: Pick<RunLog, 'readFile'>): Promise<readonly string[]> {
  const notes: unknown = JSON.parse((await readFile(snapshotNotesFile)) ?? '[]');
  return Array.isArray(notes) ? notes.map(String) : [];
}

interface ReportParts {
  readonly state: RunState;
  readonly registry: ModelRegistry;
  readonly notes: readonly string[];
  readonly review: ConsistencyReview | undefined;
  readonly elapsedMs?: number;
}

function reportText({ review, ...parts }: ReportParts): string {
  return markRehearsal(parts.state, renderReport({ ...parts, ...(review ? { review } : {}) }));
}

/** Writes the report of a run; gives its absolute path. */
export async function writeReport(log: RunLog, parts: ReportParts): Promise<string> {
  return log.writeFile(reportFile, reportText(parts));
}

/** Writes the report of an ended run anew, after its changes were applied, reverted or sent away; nothing where it has none. */
export async function renewReport(archive: RunArchive, runId: string): Promise<void> {
  const files = { readFile: (name: string) => archive.readFile(runId, name) };
  const record = readRunRecord((await files.readFile(recordFile)) ?? '');
  if (!record || (await files.readFile(reportFile)) === undefined) return;
  const registry = new Map(record.models.map((model) => [model.id, model]));
  const state = await loadRun(archive, runId);
  const [notes, review] = await Promise.all([keptNotes(files), keptReview(files)]);
  await archive.writeFile(runId, reportFile, reportText({ state, registry, notes, review }));
}
