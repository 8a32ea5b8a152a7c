import type { Failure } from '../failure';

/** Shows the user a journal entry before it is written. */
export interface EntryApprover {
  /** Whether this text (markdown) may be added to the end of `file`; a refusal when `signal` aborts. */
  approveEntry(file: string, text: string, signal: AbortSignal): Promise<boolean>;
  /** Why nobody can be asked, so that no model writes what nobody may allow; undefined where there is somebody. */
  unattendedEntry?(): Failure | undefined;
}
