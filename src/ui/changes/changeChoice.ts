import { EventEmitter, type Disposable } from 'vscode';
import type { RunState } from '../../core/runState';
import type { HunkRow } from '../../presentation/hunkRows';
import { defaultChoice, type HunkChoice, type HunkChoices } from '../../presentation/changeRows';
import { hasOpenChanges } from '../../presentation/runView';
import type { RunStore } from '../runStore';

/** Which run the Changes view shows, and which of its files and hunks the user has ticked. */
export class ChangeChoice implements Disposable {
  private readonly chosen = new Map<string, Set<string>>();
  private readonly parts = new Map<string, ReadonlyMap<string, HunkChoice>>();
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
    // A file that is ticked again after all of its hunks were refused comes as a whole.
    const hunks = [...this.hunks(state)].filter(
      ([path, { total, refused }]) => !next.has(path) || refused.size < total,
    );
    this.parts.set(state.runId, new Map(hunks));
    this.changed.fire();
  }

  /** The files of which hunks were refused. */
  hunks(state: RunState): HunkChoices {
    return this.parts.get(state.runId) ?? new Map<string, HunkChoice>();
  }

  /** A file without any accepted hunk is not ticked any more, one with a newly accepted hunk is. */
  setHunks(state: RunState, changes: readonly (readonly [row: HunkRow, accepted: boolean])[]): void {
    const parts = new Map(this.hunks(state));
    const files = new Set(this.of(state));
    for (const [{ path, number, total }, accepted] of changes) {
      const before =
        parts.get(path)?.refused ?? new Set(files.has(path) ? [] : Array.from({ length: total }, (_, at) => at));
      const refused = new Set(before);
      if (accepted) refused.delete(number);
      else refused.add(number);
      parts.set(path, { total, refused });
      if (refused.size < total) files.add(path);
      else files.delete(path);
    }
    this.parts.set(state.runId, parts);
    this.chosen.set(state.runId, files);
    this.changed.fire();
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }
}
