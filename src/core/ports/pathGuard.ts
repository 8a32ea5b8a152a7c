/** What may happen to a path that a run wants to write, delete or rename. On doubt: refused. */
export type PathVerdict =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'needs-tick'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** Judges workspace-relative paths against the file system as it is now. */
export interface PathGuard {
  judge(path: string): Promise<PathVerdict>;
}
