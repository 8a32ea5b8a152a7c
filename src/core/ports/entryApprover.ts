/** Shows the user a journal entry before it is written. */
export interface EntryApprover {
  /** Whether this text (markdown) may be added to the end of `file`; a refusal when `signal` aborts. */
  approveEntry(file: string, text: string, signal: AbortSignal): Promise<boolean>;
}
