import { isOwned } from './ownership';

/**
 * The files that a workstream changed though they are not its own. `owns` lists paths, folders and patterns; a workstream
 * for which nothing was agreed on (`owns` is empty) can not leave it.
 */
export function ownershipFlags(files: readonly string[], owns: readonly string[]): readonly string[] {
  if (owns.length === 0) return [];
  return files.filter((file) => !owns.some((owned) => isOwned(file, owned)));
}
