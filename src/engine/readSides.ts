import type { SnapshotStore } from '../core/ports/snapshotStore';
import type { FileSides } from '../orchestration/engine';

/** Both sides of one file of a run, out of its commits. `from`: its path before, when the run renamed it. */
export async function readSides(store: SnapshotStore, path: string, from?: string): Promise<FileSides> {
  const [base, result] = await Promise.all([store.getRef('snapshot'), store.getRef('result')]);
  return {
    base: base === undefined ? undefined : await store.readFile(base, from ?? path),
    result: result === undefined ? undefined : await store.readFile(result, path),
  };
}
