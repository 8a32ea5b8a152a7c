/** The journal's files in the workspace (`docs/journal/*.md`). Paths are relative to the workspace. */
export interface JournalFiles {
  /** The texts of the newest `most` days. */
  readNewest(most: number): Promise<readonly string[]>;
  read(path: string): Promise<string | undefined>;
  /** Adds to the end of a file, making it if needed; rejects with a `FailureError` where the path may not be written. */
  append(path: string, text: string): Promise<void>;
}
