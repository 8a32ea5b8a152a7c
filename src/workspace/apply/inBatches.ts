import { setImmediate } from 'node:timers/promises';

/** Does `work` for every item, at most `size` at once, and keeps the order of results; after a failure no further one starts. */
export async function inBatches<T, R>(
  items: readonly T[],
  size: number,
  work: (item: T) => R | Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let turn = 0;
  const entries = items.entries();
  let failed = false;
  const worker = async () => {
    for (const [at, item] of entries) {
      if (failed) return;
      try {
        results[at] = await work(item);
        if (++turn % 32 === 0) await setImmediate(); // work that never waits would keep everybody else out
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(size, items.length) }, worker));
  const rejected = ended.find((end) => end.status === 'rejected');
  if (rejected) throw rejected.reason;
  return results;
}
