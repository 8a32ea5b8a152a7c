import { normalWorkspacePath, samePathKey } from '../../core/workspacePath';

/** The spellings of a path that a model may have used, likeliest first: as it is, without `:12`, below a folder's absolute path. */
function spellings(path: string, root: string | undefined): readonly string[] {
  const plain = normalWorkspacePath(path.replace(/^`+|`+$/g, '').replace(/^file:\/\//, ''));
  const withoutLine = plain.replace(/(?:[:#]L?\d+(?:[-:]L?\d+)*)$/, '');
  const base = root === undefined ? undefined : `${normalWorkspacePath(root).replace(/\/+$/, '')}/`;
  const all = [plain, withoutLine].flatMap((one) => {
    const below = base !== undefined && one.startsWith(base) ? [one.slice(base.length)] : [];
    return [one, ...below, one.replace(/^[ab]\//, '')];
  });
  return [...new Set(all)];
}

/**
 * The file of the workspace that a model means by a path: itself, apart from case, else the only file whose path ends so
 * (`store.ts` for `src/store.ts`). Undefined: there is no such file, or several. `root` is where the model worked.
 */
export function resolvePath(path: string, files: readonly string[], root?: string): string | undefined {
  const wanted = spellings(path, root);
  const known = new Set(files);
  const same = wanted.find((one) => known.has(one));
  if (same !== undefined) return same;
  const keys = wanted.map(samePathKey);
  const alike = files.filter((file) => keys.includes(samePathKey(file)));
  if (alike.length > 0) return alike.length === 1 ? alike[0] : undefined;
  for (const key of keys.filter((one) => one !== '')) {
    const ending = files.filter((file) => samePathKey(file).endsWith(`/${key}`));
    if (ending.length > 0) return ending.length === 1 ? ending[0] : undefined;
  }
  return undefined;
}
