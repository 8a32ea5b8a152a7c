import type { AdapterEvent, AttemptEnd } from '../../core/adapterEvent';
import type { OutputLine } from '../../core/ports/processRunner';

/** What a running attempt tells before its end. */
export type StreamEvent = Exclude<AdapterEvent, AttemptEnd>;

/**
 * What one line of output means: events to pass on, lines to write to the CLI. `over`: `said-all` when the CLI has given its
 * result and may take a moment to leave; `given-up` when waiting for more is useless and it is to be ended at once.
 */
export interface Step<S> {
  readonly state: S;
  readonly events?: readonly StreamEvent[];
  readonly send?: readonly string[];
  readonly over?: 'said-all' | 'given-up';
}

/**
 * The pure translation of a CLI's own output. `step` never throws: what it does not understand changes nothing. `greeting`
 * is written to stdin first; `isReady` tells whether a handshake, where the CLI has one, is over.
 */
export interface Translator<S> {
  readonly initial: S;
  readonly greeting?: readonly string[];
  isReady?(state: S): boolean;
  step(state: S, line: OutputLine): Step<S>;
  /** The lines that ask the CLI to end what it is at; absent, or undefined for now: it is asked by a signal. */
  interrupt?(state: S): readonly string[] | undefined;
}
