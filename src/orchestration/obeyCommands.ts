import type { Limiter } from './limiter';
import type { RunDependencies } from './runDependencies';
import { graceMs } from './underGrace';
import { WorkstreamControls } from './workstreamControls';

/** What the user's commands mean to a run under way. */
export interface Commands {
  /** Aborts when the whole run is asked to come to an end. */
  readonly ending: AbortSignal;
  /** Aborts when it is to end now: after `ending`, once no model is at work any more or has had its time. */
  readonly cancelled: AbortSignal;
  readonly controls: WorkstreamControls;
  readonly dispose: () => void;
}

/** Hears what the user asks of a run, until it is disposed. `limiter` knows who is at work. */
export function obeyCommands(
  { control, clock }: Pick<RunDependencies, 'control' | 'clock'>,
  limiter: Pick<Limiter, 'idle'>,
): Commands {
  const ending = new AbortController();
  const cancelled = new AbortController();
  const disposed = new AbortController();
  const controls = new WorkstreamControls();
  const silence = control?.listen((command) => {
    if (command.kind !== 'cancel-run') {
      controls.take(command);
      return;
    }
    if (ending.signal.aborted) return;
    ending.abort();
    void Promise.race([limiter.idle(), clock.sleep(graceMs, disposed.signal)]).then(() => cancelled.abort());
  });
  return {
    ending: ending.signal,
    cancelled: cancelled.signal,
    controls,
    dispose: () => {
      disposed.abort();
      silence?.();
    },
  };
}
