import type { ConflictFile } from '../core/ports/snapshotStore';
import type { Candidate } from './candidate';
import type { SettledFile } from './mergeCache';

/** The name of a workstream in events: its id, or its key where the run's other section could have one of that name. */
export function candidateLabel(candidate: Candidate, among: readonly Candidate[]): string {
  return among.every(({ section }) => section === candidate.section) ? candidate.workstream : candidate.key;
}

/** The only side that has a file which nobody had before; undefined when that is not so, or not to be seen. */
function onlySide(file: ConflictFile): 'ours' | 'theirs' | undefined {
  if (file.binary || file.base !== undefined) return undefined;
  if (file.ours === undefined) return file.theirs === undefined ? undefined : 'theirs';
  return file.theirs === undefined ? 'ours' : undefined;
}

/**
 * Settles a conflict without a model: the side of the workstream that owns the file by contract wins. Where neither side
 * owns it, a file that only one side created (as two renames of one file do) stays, and else `theirs`, the later one in
 * dependency order, wins. `ours` are all candidates merged before.
 */
export function settleByOwner(
  file: ConflictFile,
  owner: string | undefined,
  ours: readonly Candidate[],
  theirs: Candidate,
): SettledFile {
  const all = [...ours, theirs];
  const winner = all.find((candidate) => candidate.key === owner);
  const settled = (side: 'ours' | 'theirs', by: string) => ({
    resolution: { kind: 'side', path: file.path, side } as const,
    by,
  });
  if (winner) return settled(winner.key === theirs.key ? 'theirs' : 'ours', `owner:${candidateLabel(winner, all)}`);
  return onlySide(file) === 'ours'
    ? settled('ours', 'kept')
    : settled('theirs', `later:${candidateLabel(theirs, all)}`);
}
