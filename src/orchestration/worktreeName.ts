/** The name of a workstream's worktree and of its refs, from its key (`2/schemas`): unique in the run, safe as a folder. */
export function worktreeName(key: string): string {
  return key.replace(/[^\p{L}\p{N}._-]+/gu, '-');
}
