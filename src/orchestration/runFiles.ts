/** The record of a run in its folder: what it was started with. */
export const recordFile = 'run.json';

/** The report of a run. */
export const reportFile = 'report.md';

/** The consistency review, for a run that is interrupted before its report, and for the report anew. */
export const reviewFile = 'review.json';

/** What the snapshot left out, one text each. */
export const snapshotNotesFile = 'snapshot-notes.json';
