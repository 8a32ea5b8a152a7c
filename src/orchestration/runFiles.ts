/** The record of a run in its folder: what it was started with. */
export const recordFile = 'run.json';

/** The report of a run. */
export const reportFile = 'report.md';

/** The consistency review in the run's folder, for a run that is interrupted before its report, and for the report anew. */
export const reviewFile = 'review.json';

/** What the snapshot left out, one text each. */
export const snapshotNotesFile = 'snapshot-notes.json';

/** The notes in the text of their file. */
export function notesOf(text: string | undefined): readonly string[] {
  const notes: unknown = JSON.parse(text ?? '[]');
  return Array.isArray(notes) ? notes.map(String) : [];
}
