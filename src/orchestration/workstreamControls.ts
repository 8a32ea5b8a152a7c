import type { WorkstreamCommand } from '../core/ports/runControl';

/** What the user wants of a workstream beyond the end of its attempt. */
export type Wish = { readonly kind: 'end' } | { readonly kind: 'retry'; readonly model: string };

/** What an attempt of a workstream hears: `ending` asks it to end by itself, `stop` ends it. */
export interface Turn {
  readonly ending: AbortSignal;
  readonly stop: AbortSignal;
}

/** What the user asked of one workstream, and the signals that whoever is at it hears. */
export class WorkstreamControl {
  private ending = new AbortController();
  private stop = new AbortController();
  private asked: Wish | undefined;

  get turn(): Turn {
    return { ending: this.ending.signal, stop: this.stop.signal };
  }

  /** What was asked and not taken yet. */
  get wish(): Wish | undefined {
    return this.asked;
  }

  /** Ends what is under way, `now` or politely, in favour of the wish. */
  ask(wish: Wish, now: boolean): void {
    this.asked = wish;
    this.ending.abort();
    if (now) this.stop.abort();
  }

  /** What was asked, once; the turn after that hears nothing of it. */
  take(): Wish | undefined {
    const wish = this.asked;
    if (!wish) return undefined;
    this.asked = undefined;
    this.ending = new AbortController();
    this.stop = new AbortController();
    return wish;
  }
}

/** The user's wishes for the workstreams of one run, by key. */
export class WorkstreamControls {
  private readonly controls = new Map<string, WorkstreamControl>();
  private onRetry: ((key: string) => void) | undefined;

  of(key: string): WorkstreamControl {
    const control = this.controls.get(key) ?? new WorkstreamControl();
    this.controls.set(key, control);
    return control;
  }

  /** Takes a command for a workstream. */
  take(command: WorkstreamCommand): void {
    const { kind, key } = command;
    this.of(key).ask(kind === 'retry' ? { kind, model: command.model } : { kind: 'end' }, kind === 'stop');
    if (kind === 'retry') this.onRetry?.(key);
  }

  /** Calls back at each retry, also of a workstream that has ended, until the returned function is called. */
  listen(onRetry: (key: string) => void): () => void {
    this.onRetry = onRetry;
    return () => (this.onRetry = undefined);
  }
}
