import type { ConflictFile, Resolution } from '../core/ports/snapshotStore';
import type { ResolvedConflict } from './conflictRequest';

/** What merging one candidate gave. */
export interface MergedPair {
  readonly commit: string;
  readonly conflicts: readonly ResolvedConflict[];
}

/** A conflicting file that was settled once. */
export interface SettledFile {
  readonly resolution: Resolution;
  readonly by: string;
}

export type CachedMerge =
  | { readonly kind: 'pair'; readonly merged: Promise<MergedPair> }
  | { readonly kind: 'file'; readonly settled: SettledFile };

/**
 * Remembers the merges of a run, so that no model is asked twice about the same conflict: the same workstreams are merged
 * as the base of others and again at the end. Start with an empty `Map`, one for each run.
 */
export type MergeCache = Map<string, CachedMerge>;

/** The merge of `theirs` into `ours`, computed once even when asked for at the same time; one that fails is forgotten. */
export function rememberPair(
  cache: MergeCache,
  ours: string,
  theirs: string,
  compute: () => Promise<MergedPair>,
): Promise<MergedPair> {
  const key = `pair ${ours} ${theirs}`;
  const known = cache.get(key);
  if (known?.kind === 'pair') return known.merged;
  const merged = compute().catch((cause: unknown) => {
    cache.delete(key);
    throw cause;
  });
  cache.set(key, { kind: 'pair', merged });
  return merged;
}

const fileKey = ({ path, base, ours, theirs, binary }: ConflictFile) =>
  binary ? undefined : JSON.stringify(['file', path, base ?? null, ours ?? null, theirs ?? null]);

/** How the same conflict of the same text was settled before, whatever else the two commits hold. */
export function recallFile(cache: MergeCache, file: ConflictFile): SettledFile | undefined {
  const key = fileKey(file);
  const known = key === undefined ? undefined : cache.get(key);
  return known?.kind === 'file' ? known.settled : undefined;
}

export function rememberFile(cache: MergeCache, file: ConflictFile, settled: SettledFile): void {
  const key = fileKey(file);
  if (key !== undefined) cache.set(key, { kind: 'file', settled });
}
