import type { Disposable, Uri } from 'vscode';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../core/ports/logger';
import type { RunEvent } from '../core/runEvent';
import type { Engine } from '../orchestration/engine';
import type { PanelView } from '../presentation/panelView';
import { replayPace } from '../presentation/replayPace';
import { createRunPanels } from './panel/runPanels';
import { RunStore } from './runStore';
import type { RunPanels } from './shell';

/** A replay says that it is one, and can be told nothing. */
function replayView(view: PanelView): PanelView {
  const quiet = (columns: PanelView['columns']) => columns.map((column) => ({ ...column, actions: [] }));
  return {
    ...view,
    title: `Replay of ${view.title}`,
    status: `Replay. ${view.status}`,
    actions: [],
    tasks: quiet(view.tasks),
    columns: quiet(view.columns),
  };
}

/** Shows runs again from their logs, in a panel of its own and at a pace that one can read; no view but that panel notices. */
export class Replays implements Disposable {
  private readonly runs = new RunStore();
  private readonly panels: RunPanels;
  private stop = new AbortController();

  constructor(
    private readonly engine: () => Promise<Engine>,
    extensionUri: Uri,
    private readonly logger: Logger,
  ) {
    this.panels = createRunPanels({
      extensionUri,
      runs: this.runs,
      logger,
      load: (runId) => Promise.resolve(this.runs.get(runId)),
      readReport: async (runId) => (await engine()).readReport(runId),
      act: () => undefined,
      actOnWorkstream: () => undefined,
      openPlace: () => undefined,
      openFile: () => undefined,
      dress: replayView,
    });
  }

  /** Begins to show a run from its first event on; one that is being shown begins again. Resolves when it has begun. */
  async start(runId: string): Promise<void> {
    this.stop.abort();
    this.stop = new AbortController();
    const { signal } = this.stop;
    const engine = await this.engine();
    const events: RunEvent[] = [];
    for await (const event of engine.readEvents(runId)) events.push(event);
    const [first, ...rest] = events;
    if (!first || signal.aborted) return;
    this.panels.dispose();
    this.runs.forget(runId);
    this.dispatch(first);
    this.panels.open(runId);
    this.play(runId, [first, ...rest], signal).catch((error: unknown) => {
      if (!signal.aborted) this.logger.error(`Run ${runId} could not be replayed`, error);
    });
  }

  dispose(): void {
    this.stop.abort();
    this.panels.dispose();
    this.runs.dispose();
  }

  private async play(runId: string, events: readonly RunEvent[], signal: AbortSignal): Promise<void> {
    const pauses = replayPace(events.map(({ time }) => Date.parse(time)));
    let wait = 0;
    for (const [index, event] of events.entries()) {
      if (index === 0) continue;
      wait += pauses[index] ?? 0;
      // Many short pauses become one, since a timer does not know less than some milliseconds.
      if (wait >= 15) {
        await delay(wait, undefined, { signal });
        wait = 0;
      }
      this.dispatch(event);
    }
    // At the end with the times as they really were; the last event again, so that the panel is told.
    const engine = await this.engine();
    this.runs.forget(runId);
    await this.runs.load(runId, (id) => engine.readEvents(id));
    const last = events.at(-1);
    if (last && last.type !== 'text-delta') this.runs.dispatch(last);
    this.runs.settle(runId);
  }

  /** The clocks of the panel run on from an event's time, so that it is now. */
  private dispatch(event: RunEvent): void {
    this.runs.dispatch({ ...event, time: new Date().toISOString() });
  }
}
