import { EventEmitter, type Disposable } from 'vscode';
import type { RunState } from '../../core/runState';
import { defaultChoice } from '../../presentation/changeRows';
import { hasOpenChanges } from '../../presentation/runView';
import type { RunStore } from '../runStore';

/** Which run the Changes view shows, and which of its files the user has ticked. */
export class ChangeChoice implements Disposable {
  private readonly chosen = new Map<string, Set<string>>();
  private picked: string | undefined;
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly listener: Disposable;

  constructor(private readonly runs: RunStore) {
    this.listener = runs.onDidChange(({ event, delta }) => {
      if (event?.type.startsWith('changes-') || (event === undefined && delta === undefined)) this.changed.fire();
    });
  }

  /** The run that the user picked, else the newest that waits for review, else the newest that was applied. */
  current(): RunState | undefined {
    const picked = this.picked === undefined ? undefined : this.runs.get(this.picked)?.state;
    if (picked?.changes) return picked;
    return this.runs.newest(hasOpenChanges) ?? this.runs.newest((state) => state.applied !== undefined);
  }

  pick(runId: string): void {
    this.picked = runId;
    this.changed.fire();
  }

  of(state: RunState): ReadonlySet<string> {
    return this.chosen.get(state.runId) ?? new Set(defaultChoice(state));
  }

  set(state: RunState, changes: readonly (readonly [path: string, chosen: boolean])[]): void {
    const next = new Set(this.of(state));
    for (const [path, isChosen] of changes) {
      if (isChosen) next.add(path);
      else next.delete(path);
    }
    this.chosen.set(state.runId, next);
    this.changed.fire();
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }
}
