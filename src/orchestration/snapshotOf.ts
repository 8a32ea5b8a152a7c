import type { Snapshot } from '../core/ports/snapshotStore';
import { isCancelled } from './isCancelled';
import type { RunContext } from './runDependencies';

/** The workspace's state for a run; undefined when the run is cancelled meanwhile, which does not wait for a large workspace. */
export async function snapshotOf(
  context: Pick<RunContext, 'store' | 'signal' | 'ending'>,
): Promise<Snapshot | undefined> {
  const { store, signal, ending } = context;
  try {
    return await store.takeSnapshot(AbortSignal.any([signal, ending]));
  } catch (cause) {
    if (isCancelled(context)) return undefined;
    throw cause;
  }
}
