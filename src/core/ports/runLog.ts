import type { RunEvent } from '../runEvent';

/** The event log of one run on disk. `append` keeps order; resolves when written (and fsynced for `*-end` events). */
export interface RunLog {
  readonly directory: string;
  append(event: RunEvent): Promise<void>;
  /** All events; a torn last line is cut. */
  read(): AsyncIterable<RunEvent>;
  /** Writes a file of the run (`report.md`, `plan.md`) atomically; returns its absolute path. */
  writeFile(name: string, text: string): Promise<string>;
  readFile(name: string): Promise<string | undefined>;
  /** Takes one raw CLI line for the transcript of an attempt (`2-schemas-1`); rejects when the disk refused an earlier one. */
  transcript(attempt: string, line: string): Promise<void>;
  close(): Promise<void>;
}
