import { EventEmitter, type Disposable } from 'vscode';
import type { RunEvent, RunEventType } from '../core/runEvent';
import type { RunState } from '../core/runState';
import { reduceRun } from '../orchestration/reduceRun';
import { hasOpenChanges } from '../presentation/runView';
import { RunStreams, type StreamDelta } from '../presentation/runStreams';

/** What the user does with a proposal: the run itself is not under way again by that. */
const afterRun: ReadonlySet<RunEventType> = new Set(['changes-applied', 'changes-reverted', 'changes-discarded']);

/** One run as this window knows it. `live`: it is under way; `elsewhere`: by another window or terminal. */
export interface KnownRun {
  readonly state: RunState;
  readonly streams: RunStreams;
  readonly live: boolean;
  readonly elsewhere: boolean;
}

/** Tells what changed: the state of a run, or only its live output (then `delta` is all there is). */
export interface RunChange {
  readonly runId: string;
  readonly delta: StreamDelta | undefined;
  readonly event: RunEvent | undefined;
}

/** The window's memory of runs: events come in, states come out. The event log on disk stays the truth. */
export class RunStore implements Disposable {
  private readonly runs = new Map<
    string,
    { state: RunState; streams: RunStreams; live: boolean; elsewhere: boolean }
  >();
  private readonly stale = new Set<string>();
  private readonly changed = new EventEmitter<RunChange>();
  readonly onDidChange = this.changed.event;

  get(runId: string): KnownRun | undefined {
    return this.runs.get(runId);
  }

  /** The runs that are under way, here or elsewhere. */
  live(): readonly RunState[] {
    return [...this.runs.values()].filter((run) => run.live).map((run) => run.state);
  }

  /** The newest run that this window knows and that `fits`. */
  newest(fits: (state: RunState) => boolean): RunState | undefined {
    return [...this.runs.values()]
      .map((run) => run.state)
      .filter(fits)
      .sort((a, b) => b.startedAt.localeCompare(a.startedAt))[0];
  }

  /** The runs that are under way in this window. */
  own(): readonly RunState[] {
    return [...this.runs.values()].filter((run) => run.live && !run.elsewhere).map((run) => run.state);
  }

  /** Forgets what is known of a run that goes on elsewhere: all its events come again. */
  forget(runId: string): void {
    this.runs.delete(runId);
  }

  /** A run was deleted: nobody is to see it any more. */
  drop(runId: string): void {
    if (this.runs.delete(runId)) this.changed.fire({ runId, delta: undefined, event: undefined });
  }

  /** Takes an event of a run that is under way. One that was read from its log before goes on with it. */
  dispatch(event: RunEvent, elsewhere = false): void {
    const known = this.runs.get(event.runId);
    const run = known ?? { state: reduceRun(undefined, event), streams: new RunStreams(), live: true, elsewhere };
    if (known) {
      run.state = reduceRun(run.state, event);
      if (!afterRun.has(event.type)) {
        run.live = true;
        this.stale.delete(event.runId);
        run.elsewhere = elsewhere;
      }
    }
    this.runs.set(event.runId, run);
    const delta = run.streams.append(event);
    this.changed.fire({ runId: event.runId, delta, event: event.type === 'text-delta' ? undefined : event });
  }

  /** A run of this window is over, whatever its last event was. */
  settle(runId: string): void {
    const run = this.runs.get(runId);
    if (!run?.live) return;
    run.live = false;
    this.changed.fire({ runId, delta: undefined, event: undefined });
  }

  /** Reads a run that this window does not know, or not as it may be now, from its log; others are returned as they are. */
  async load(runId: string, readEvents: (runId: string) => AsyncIterable<RunEvent>): Promise<KnownRun | undefined> {
    const known = this.runs.get(runId);
    if (known && !this.stale.has(runId)) return known;
    let state: RunState | undefined;
    const streams = new RunStreams();
    for await (const event of readEvents(runId)) {
      state = reduceRun(state, event);
      streams.append(event);
    }
    const meanwhile = this.runs.get(runId);
    if (meanwhile && !this.stale.has(runId)) return meanwhile;
    this.stale.delete(runId);
    if (!state) {
      this.drop(runId);
      return undefined;
    }
    const run = { state, streams, live: false, elsewhere: false };
    this.runs.set(runId, run);
    // What waits for the user's review makes itself known, also after a reload of the window.
    if (meanwhile ? meanwhile.state.lastSeq !== state.lastSeq : hasOpenChanges(state)) {
      this.changed.fire({ runId, delta: undefined, event: undefined });
    }
    return run;
  }

  /**
   * What is known of runs that are not under way may have been changed by another process: they are read anew when they are
   * next loaded. Until then they stay known, so that no view is empty meanwhile.
   */
  forgetIdle(): void {
    for (const [runId, run] of this.runs) {
      if (!run.live) this.stale.add(runId);
    }
  }

  dispose(): void {
    this.changed.dispose();
  }
}
