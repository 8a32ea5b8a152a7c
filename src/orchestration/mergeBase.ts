import type { FinishedWorkstream } from './candidate';

/** Joins finished workstreams (in order) into one commit; the snapshot itself when there are none. */
export type MergeBase = (finished: readonly FinishedWorkstream[]) => Promise<string>;

/** The same workstreams are merged once only, however many others build on them. */
export function memoizedMergeBase(merge: MergeBase): MergeBase {
  const known = new Map<string, Promise<string>>();
  return (finished) => {
    const key = finished.map((workstream) => workstream.commit).join(' ');
    const result = known.get(key) ?? merge(finished);
    known.set(key, result);
    return result;
  };
}
