/** One commit of the workspace's own history. `time` as ISO. */
export interface HistoryCommit {
  readonly hash: string;
  readonly time: string;
  readonly author: string;
  readonly subject: string;
}

/** What happened in the workspace's own git repository, read only; nothing where there is no repository. */
export interface WorkHistory {
  /** The commits after `since` (ISO), oldest first; only the newest `most`. */
  commitsSince(since: string | undefined, most: number): Promise<readonly HistoryCommit[]>;
  /** The unified diff over these commits (oldest first) as text, at most `maxBytes`. */
  diffOf(commits: readonly HistoryCommit[], maxBytes: number): Promise<string>;
}
