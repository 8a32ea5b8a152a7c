import { AsyncQueue } from '../core/asyncQueue';
import type { Clock } from '../core/ports/clock';
import type { RunLog } from '../core/ports/runLog';
import type { Redactor } from '../core/redaction/redactor';
import type { RunEvent, RunEventBody } from '../core/runEvent';
import type { RunState } from '../core/runState';
import { reduceRun } from './reduceRun';

/** Takes an event of the run; `emit` never throws and never waits. */
export type Emit = (body: RunEventBody) => void;

/**
 * Takes secrets out of a run's events, stamps them (time, id, seq without gaps), has them written to the log, and only then
 * hands them on. A log that can not be written (full disk) calls `onBroken` once and ends the stream with that error.
 * `before`: what is in the log of a run that goes on.
 */
export class RunEmitter {
  private readonly queue = new AsyncQueue<RunEvent>();
  private readonly pending: RunEvent[] = [];
  private writing: Promise<void> | undefined;
  private seq: number;
  private broken = false;
  private folded: RunState | undefined;

  constructor(
    private readonly runId: string,
    private readonly log: RunLog,
    private readonly clock: Clock,
    private readonly onBroken: (cause: unknown) => void,
    private readonly redactor: Pick<Redactor, 'value'>,
    before?: { readonly state: RunState; readonly lastSeq: number },
  ) {
    this.seq = before?.lastSeq ?? 0;
    this.folded = before?.state;
  }

  /** Whether the log refused an event, so that it holds none since. */
  get isBroken(): boolean {
    return this.broken;
  }

  /** The events in order, as they are on disk; ends after `end()`. */
  get events(): AsyncIterable<RunEvent> {
    return this.queue;
  }

  /** The run's state with everything emitted so far; throws before the first event. */
  get state(): RunState {
    if (!this.folded) throw new Error('The run has not started.');
    return this.folded;
  }

  readonly emit: Emit = (body) => {
    if (this.broken) return;
    this.seq += 1;
    const event = {
      ...this.redactor.value(body),
      time: this.clock.now().toISOString(),
      runId: this.runId,
      seq: this.seq,
    };
    this.folded = reduceRun(this.folded, event);
    this.pending.push(event);
    this.writing ??= this.writePending();
  };

  /** Resolves when everything emitted so far is on disk. */
  async settled(): Promise<void> {
    while (this.writing) await this.writing;
  }

  async end(): Promise<void> {
    await this.settled();
    this.queue.close();
  }

  /** Ends the stream with an error after what was emitted so far. */
  async fail(cause: unknown): Promise<void> {
    await this.settled();
    this.queue.fail(cause);
  }

  private async writePending(): Promise<void> {
    try {
      while (this.pending.length > 0) {
        const batch = this.pending.splice(0);
        await Promise.all(batch.map((event) => this.log.append(event)));
        for (const event of batch) this.queue.push(event);
      }
    } catch (cause) {
      this.broken = true;
      this.pending.length = 0;
      this.onBroken(cause);
      this.queue.fail(cause);
    } finally {
      this.writing = undefined;
    }
  }
}
