/** A path as MAO writes it: forward slashes, no `./` in front, no doubled slashes. Says nothing about safety. */
export function normalWorkspacePath(path: string): string {
  return path
    .trim()
    .replace(/\\/g, '/')
    .replace(/(?<=.)\/{2,}/g, '/')
    .replace(/^(?:\.\/)+/, '');
}

/** Why `path` (as `normalWorkspacePath` gives it) can not name a file of the workspace; undefined when it can. The path guard has the last word. */
export function workspacePathProblem(path: string): string | undefined {
  if (path === '' || path === '.') return 'is empty';
  if (/[\p{Cc}]/u.test(path)) return 'has control characters';
  if (path.startsWith('/') || path.startsWith('~') || /^[A-Za-z]:/.test(path)) {
    return 'is absolute; paths are relative to the workspace';
  }
  const parts = path.split('/');
  if (parts.includes('..')) return 'leads outside the workspace';
  if (parts.includes('.')) return 'has a "." in it';
  if (path.endsWith('/')) return 'names a folder; name files';
  return undefined;
}

/** The same for two paths that a case-insensitive or normalising file system takes for one file. */
export function samePathKey(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
