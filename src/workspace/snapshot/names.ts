/** Throws unless `name` can be part of a ref and of a folder's name: letters, digits, `.`, `_`, `-` and `/` between them. */
export function assertName(name: string): void {
  const fits = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/.test(name);
  if (!fits || name.includes('..') || /(\.lock|\.)(\/|$)/.test(name)) {
    throw new Error(`Not a name for a snapshot, worktree or run: ${JSON.stringify(name)}`);
  }
}

/** The ref of MAO's repository under which a run keeps a commit. */
export function refName(runId: string, name: string): string {
  assertName(runId);
  assertName(name);
  return `refs/mao/${runId}/${name}`;
}

/** A folder name for a name with slashes; two names never share one. */
export function folderName(name: string): string {
  assertName(name);
  return name.replaceAll('/', '+');
}
