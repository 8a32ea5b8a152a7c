import type { RefusedFile } from '../core/changeSet';
import type { PathGuard, PathVerdict } from '../core/ports/pathGuard';
import type { DiffFile, SnapshotStore } from '../core/ports/snapshotStore';

/** What the judgement needs: where `base` and `result` are, and who judges paths. */
export interface JudgeInput {
  readonly store: Pick<SnapshotStore, 'diff'>;
  readonly base: string;
  readonly result: string;
  readonly guard: PathGuard;
}

/** A change that may be proposed; `tick`: why only with the user's tick. */
export interface AllowedChange {
  readonly file: DiffFile;
  readonly tick: string | undefined;
}

/** The changes of a result by what may come of them; a refused rename is refused with both its paths. */
export interface JudgedChanges {
  readonly allowed: readonly AllowedChange[];
  readonly refused: readonly RefusedFile[];
}

const pathsOf = ({ path, from }: DiffFile): readonly string[] => (from === undefined ? [path] : [path, from]);

/** The stricter of the verdicts on the paths that a change touches. */
async function judge(guard: PathGuard, file: DiffFile): Promise<PathVerdict> {
  if (file.link) return { kind: 'refused', reason: 'a run may not make symbolic links' };
  const verdicts = await Promise.all(pathsOf(file).map((path) => guard.judge(path)));
  const strict = verdicts.find(({ kind }) => kind === 'refused') ?? verdicts.find(({ kind }) => kind === 'needs-tick');
  return strict ?? { kind: 'allowed' };
}

function refusedPaths({ path, from }: DiffFile, reason: string): readonly RefusedFile[] {
  if (from === undefined) return [{ path, reason }];
  return [
    { path, reason: `${reason} (renamed from ${from})` },
    { path: from, reason: `${reason} (renamed to ${path})` },
  ];
}

/** Whether one path is a folder of the other: they can not both be files. */
const inEachOthersWay = (one: string, other: string) => one.startsWith(`${other}/`) || other.startsWith(`${one}/`);

/** The path that a change takes away, if it does. */
const removedBy = ({ kind, path, from }: DiffFile): readonly string[] =>
  kind === 'delete' ? [path] : from === undefined ? [] : [from];

/**
 * What the path guard says to each change between two commits. What only makes way for something refused (a file that
 * becomes a folder, a folder that becomes a file) is refused with it: taken alone it would cost the user a file.
 */
export async function judgeChanges({ store, base, result, guard }: JudgeInput): Promise<JudgedChanges> {
  const changed = await store.diff(base, result);
  const refused: RefusedFile[] = [];
  let allowed: AllowedChange[] = [];
  for (const file of changed) {
    const verdict = await judge(guard, file);
    if (verdict.kind === 'refused') refused.push(...refusedPaths(file, verdict.reason));
    else allowed.push({ file, tick: verdict.kind === 'needs-tick' ? verdict.reason : undefined });
  }
  // The list grows while it is walked: what is refused here may be what something else makes way for.
  for (const { path } of refused) {
    const makesWay = allowed.filter(({ file }) => removedBy(file).some((removed) => inEachOthersWay(removed, path)));
    for (const { file } of makesWay) refused.push(...refusedPaths(file, `it makes way for ${path}`));
    if (makesWay.length > 0) allowed = allowed.filter((change) => !makesWay.includes(change));
  }
  return { allowed, refused: refused.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)) };
}
