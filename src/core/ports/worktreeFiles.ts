/** A file as a worktree has it. `opaque`: no text that a model could edit; `refused`: nobody may read or write there. */
export type FoundFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'opaque' | 'refused'; readonly reason: string };

/**
 * The files of one worktree, for models that have no file tools. Paths are relative to it; none leads out of it, through a
 * symbolic link, or to git's own files: such a path is `refused`, and `write` throws before it has touched anything.
 */
export interface WorktreeFiles {
  find(path: string): Promise<FoundFile>;
  /** New text by path, byte order mark and line ends as they stand in it; `undefined` deletes. A file's mode stays. */
  write(files: ReadonlyMap<string, string | undefined>): Promise<void>;
}

/** Opens the worktree at an absolute path. */
export type OpenWorktree = (folder: string) => WorktreeFiles;
