import type { RunContext } from './runDependencies';

/** How long whoever was asked to end by itself may take, in milliseconds. */
export const graceMs = 5000;

/** Does `work` under a signal that aborts with the run's, and a while after what is at work was asked to end by itself. */
export async function underGrace<T>(
  { clock, signal, ending }: Pick<RunContext, 'clock' | 'signal' | 'ending'>,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const patience = new AbortController();
  const done = new AbortController();
  const wait = () =>
    void clock.sleep(graceMs, done.signal).then(() => {
      if (!done.signal.aborted) patience.abort();
    });
  ending.addEventListener('abort', wait, { once: true });
  if (ending.aborted) wait();
  try {
    return await work(AbortSignal.any([signal, patience.signal]));
  } finally {
    done.abort();
    ending.removeEventListener('abort', wait);
  }
}
