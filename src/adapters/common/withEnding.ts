import type { AttemptRequest } from '../../core/ports/modelAdapter';

/** The signal of an attempt that has no way of its own to be asked to end: being asked ends it. */
export function withEnding({ ending }: Pick<AttemptRequest, 'ending'>, signal: AbortSignal): AbortSignal {
  return ending ? AbortSignal.any([signal, ending]) : signal;
}
