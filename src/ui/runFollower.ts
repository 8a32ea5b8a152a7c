import { Disposable, RelativePattern, workspace } from 'vscode';
import type { Logger } from '../core/ports/logger';
import type { Engine, RunSummary } from '../orchestration/engine';
import { disposeAll } from './disposeAll';
import { mainFolder } from './folder';
import type { RunConductor } from './runConductor';
import type { RunStore } from './runStore';

/** Shows the run of another window or terminal live, by following its log; at most one, since only one holds the workspace. */
export class RunFollower implements Disposable {
  private following: { readonly runId: string; readonly stop: AbortController } | undefined;

  constructor(
    private readonly engine: () => Promise<Engine>,
    private readonly runs: RunStore,
    private readonly conductor: RunConductor,
    private readonly logger: Logger,
  ) {}

  /** Follows the run that is under way elsewhere, if there is one. */
  look(summaries: readonly RunSummary[]): void {
    const running = summaries.find(({ outcome }) => outcome === 'running')?.runId;
    if (running === undefined || running === this.following?.runId || this.conductor.isBusy) return;
    this.following?.stop.abort();
    const following = { runId: running, stop: new AbortController() };
    this.following = following;
    this.follow(running, following.stop.signal)
      .catch((error: unknown) => this.logger.error(`Run ${running} could not be followed`, error))
      .finally(() => {
        if (this.following === following) this.following = undefined;
      });
  }

  dispose(): void {
    this.following?.stop.abort();
  }

  private async follow(runId: string, signal: AbortSignal): Promise<void> {
    const engine = await this.engine();
    this.runs.forget(runId);
    for await (const event of engine.followEvents(runId, signal)) this.runs.dispatch(event, true);
    this.runs.settle(runId);
  }
}

/** Calls back when a run takes or leaves the workspace, in whichever process. */
export function watchLock(onChange: () => void): Disposable {
  const folder = mainFolder();
  if (!folder) return new Disposable(() => undefined);
  const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, '.mao/lock'), false, true, false);
  const listeners = [watcher.onDidCreate(onChange), watcher.onDidDelete(onChange), watcher];
  return new Disposable(() => disposeAll(listeners));
}
