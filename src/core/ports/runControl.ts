/**
 * What the user asks of one workstream of a run under way. `cancel`: come to an end, what was written is kept; `stop`: the
 * same at once; `retry`: this model takes it over, whoever is at it now, also when it had ended without success.
 */
export type WorkstreamCommand =
  | { readonly kind: 'cancel' | 'stop'; readonly key: string }
  | { readonly kind: 'retry'; readonly key: string; readonly model: string };

/** What the user asks of a run under way; `cancel-run`: as `cancel`, but of all of it. */
export type ControlCommand = { readonly kind: 'cancel-run' } | WorkstreamCommand;

/** How a run hears what the user asks of it while it is under way. A headless run has none. */
export interface RunControl {
  /** Calls `take` with every command from now on; the returned function ends that. */
  listen(take: (command: ControlCommand) => void): () => void;
}

/** The end of a `RunControl` that a shell holds. */
export interface RunControls extends RunControl {
  /** Whether somebody heard it: a run that has not begun, or has ended, does not. */
  tell(command: ControlCommand): boolean;
}

/** A control for one run. */
export function createRunControls(): RunControls {
  const takers = new Set<(command: ControlCommand) => void>();
  return {
    listen: (take) => {
      takers.add(take);
      return () => void takers.delete(take);
    },
    tell: (command) => {
      for (const take of takers) take(command);
      return takers.size > 0;
    },
  };
}
