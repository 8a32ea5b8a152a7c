import type { Clock } from '../../core/ports/clock';
import type { AttemptRequest } from '../../core/ports/modelAdapter';

/** The limits of an attempt that is no process. `signal` aborts when one is reached or the user cancels; `why` then says which. */
export interface AttemptWatch {
  readonly signal: AbortSignal;
  readonly why: () => 'cancelled' | 'timeout' | 'idle' | undefined;
  /** Something was heard: the idle time begins anew. */
  readonly touch: () => void;
  readonly dispose: () => void;
}

/** Watches over an attempt's limits (in seconds; 0: none) and the user's signal, until it is disposed. */
export function watchAttempt(limits: AttemptRequest['limits'], clock: Clock, signal: AbortSignal): AttemptWatch {
  const stop = new AbortController();
  const over = new AbortController();
  const now = () => clock.now().getTime();
  let why: ReturnType<AttemptWatch['why']>;
  let heard = now();
  const stopFor = (reason: NonNullable<typeof why>) => {
    if (over.signal.aborted) return;
    why ??= reason;
    stop.abort();
  };
  const cancel = () => stopFor('cancelled');
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });

  async function watchTotal(ms: number): Promise<void> {
    await clock.sleep(ms, over.signal);
    stopFor('timeout');
  }
  async function watchIdle(ms: number): Promise<void> {
    while (!over.signal.aborted) {
      const left = heard + ms - now();
      if (left <= 0) {
        stopFor('idle');
        return;
      }
      await clock.sleep(left, over.signal);
    }
  }
  if (limits.attemptSeconds > 0) void watchTotal(limits.attemptSeconds * 1000);
  if (limits.idleSeconds > 0) void watchIdle(limits.idleSeconds * 1000);

  return {
    signal: stop.signal,
    why: () => why,
    touch: () => {
      heard = now();
    },
    dispose: () => {
      over.abort();
      signal.removeEventListener('abort', cancel);
    },
  };
}
