import type { RefusedFile } from '../core/changeSet';
import type { Author, SnapshotStore } from '../core/ports/snapshotStore';

/** The result with every refused path as it is in the base, so that no way of applying can write one; `result` itself when none is. */
export async function withoutRefused(input: {
  readonly store: SnapshotStore;
  readonly base: string;
  readonly result: string;
  readonly refused: readonly RefusedFile[];
  readonly author: Author;
}): Promise<string> {
  const { store, base, result, refused, author } = input;
  if (refused.length === 0) return result;
  const changes = refused.map(({ path }) => ({ kind: 'restore', path, from: base }) as const);
  return store.amend(result, changes, author, 'Leave out what was refused');
}
