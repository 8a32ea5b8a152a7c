/** The workspace's state as a commit of MAO's own snapshot repository. `notes` say what was left out (submodules…). */
export interface Snapshot {
  readonly commit: string;
  readonly notes: readonly string[];
}

/** A checkout of its own for one workstream. `base` is the commit it was made from. */
export interface Worktree {
  readonly name: string;
  readonly path: string;
  readonly base: string;
}

export interface Author {
  readonly name: string;
  readonly email: string;
}

/** A file that differs between two commits. `added` and `removed` count lines; binary files have neither. `link`: it is now a symbolic link. */
export interface DiffFile {
  readonly path: string;
  readonly kind: 'create' | 'modify' | 'delete' | 'rename';
  readonly from?: string;
  readonly link?: true;
  readonly binary: boolean;
  readonly added: number;
  readonly removed: number;
}

/** A file that two commits changed differently; a missing side: deleted there, or not there yet. Text is undefined for binary files. */
export interface ConflictFile {
  readonly path: string;
  readonly base: string | undefined;
  readonly ours: string | undefined;
  readonly theirs: string | undefined;
  readonly binary: boolean;
}

/** What a merge without checkout gave. In `tree`, conflicting files hold conflict markers. */
export type MergeResult =
  | { readonly kind: 'clean'; readonly commit: string }
  | { readonly kind: 'conflicted'; readonly tree: string; readonly files: readonly ConflictFile[] };

/** What a conflicting file becomes: new text, one side as it is, or nothing. */
export type Resolution =
  | { readonly kind: 'text'; readonly path: string; readonly text: string }
  | { readonly kind: 'side'; readonly path: string; readonly side: 'ours' | 'theirs' };

/** How `amend` changes one file: back to what it is in the commit `from` (absent there: removed), or to a text of its own. */
export type Amendment =
  | { readonly kind: 'restore'; readonly path: string; readonly from: string }
  | { readonly kind: 'text'; readonly path: string; readonly text: string };

/** Lines `start`–`end` (from 1) of a file, last written by `author` in `commit`. */
export interface BlameRange {
  readonly commit: string;
  readonly author: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The snapshot repository of one workspace and one run: outside the workspace, never touching the user's `.git`.
 * Every method may reject with an `Error` whose message says what git said.
 */
export interface SnapshotStore {
  /** Rejects when `signal` aborts first; what is at work then is ended. */
  takeSnapshot(signal?: AbortSignal): Promise<Snapshot>;
  addWorktree(name: string, commit: string): Promise<Worktree>;
  /** Makes the worktree's content equal to `commit` again, untracked files included. */
  resetWorktree(worktree: Worktree, commit: string): Promise<void>;
  /** Commits everything in the worktree on top of its base; the base itself when nothing changed. Keeps it under a ref named `name`. */
  commitWorktree(worktree: Worktree, author: Author, message: string): Promise<string>;
  removeWorktree(worktree: Worktree): Promise<void>;
  merge(ours: string, theirs: string, author: Author, message: string): Promise<MergeResult>;
  /** Finishes a conflicted merge: `tree` with every conflicting file resolved, parents `ours` and `theirs`. */
  resolveMerge(
    merge: { readonly tree: string; readonly ours: string; readonly theirs: string },
    resolutions: readonly Resolution[],
    author: Author,
    message: string,
  ): Promise<string>;
  /**
   * A commit on top of `commit` in which these files are changed and nothing else (a text keeps the file's mode); `commit`
   * itself when that changes nothing. What stands in the way of a restored file (a folder of its name) goes.
   */
  amend(commit: string, changes: readonly Amendment[], author: Author, message: string): Promise<string>;
  diff(from: string, to: string): Promise<readonly DiffFile[]>;
  /** The unified diff as text, at most `maxBytes` (then cut with a note). */
  diffText(from: string, to: string, maxBytes: number): Promise<string>;
  readFile(commit: string, path: string): Promise<Uint8Array | undefined>;
  /** All paths of a commit, sorted. */
  listFiles(commit: string): Promise<readonly string[]>;
  /** Who wrote which lines of `path` in `commit`, commits reachable from `since` left out. */
  blame(commit: string, path: string, since: string): Promise<readonly BlameRange[]>;
  /** Remembers a commit under a name (`snapshot`, `result`, `ws/2/schemas`), so that it stays and is found again. */
  setRef(name: string, commit: string): Promise<void>;
  getRef(name: string): Promise<string | undefined>;
  /** Removes the run's worktrees; commits and refs stay. */
  prune(): Promise<void>;
}

/** One commit: who made it, what it says, and the commit it stands on. */
export interface CommitRecord {
  readonly commit: string;
  readonly parent: string | undefined;
  readonly author: string;
  readonly message: string;
}

/** What going on with an interrupted run needs beyond `SnapshotStore`. */
export interface ResumableStore extends SnapshotStore {
  /** Removes what a crash of this run left locked. Call it first, when no process of the run is left. */
  unlock(): Promise<void>;
  /** The worktree of that name that an earlier process of this run left whole; undefined when there is none. */
  openWorktree(name: string): Promise<Worktree | undefined>;
  /** Whether everything of `commit` that `since` has not can be read: a power cut may lose what was not on disk yet. */
  isWhole(commit: string, since: string): Promise<boolean>;
  /** The commits from `to` back to `from` (left out) along first parents, newest first. */
  listCommits(from: string, to: string): Promise<readonly CommitRecord[]>;
}
