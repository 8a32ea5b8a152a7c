import type { ChangeHunk } from '../../core/changeHunk';
import type { RunState } from '../../core/runState';
import type { Engine } from '../../orchestration/engine';
import { hunkRows, type HunkRow } from '../../presentation/hunkRows';
import type { RunStore } from '../runStore';
import type { ChangeChoice } from './changeChoice';

/** The hunks of proposed files with the user's choice; each file's are read once, since a proposal does not change. */
export class Hunks {
  private readonly read = new Map<string, Promise<readonly ChangeHunk[]>>();

  constructor(
    private readonly engine: () => Promise<Engine>,
    private readonly runs: RunStore,
    private readonly choice: ChangeChoice,
  ) {}

  /** None where the file has no hunks to choose from, or the run is not known. */
  async rows(runId: string, path: string): Promise<readonly HunkRow[]> {
    const state = this.runs.get(runId)?.state;
    const file = state?.changes?.files.find((change) => change.path === path);
    if (!state || !file || file.binary || (file.kind !== 'modify' && file.kind !== 'rename')) return [];
    const hunks = await this.hunksOf(state, path, file.from);
    return hunkRows(file, hunks, this.choice.hunks(state).get(path)?.refused ?? new Set());
  }

  /** Accepts or refuses one hunk. */
  choose(runId: string, row: HunkRow, accepted: boolean): void {
    const state = this.runs.get(runId)?.state;
    if (state) this.choice.setHunks(state, [[row, accepted]]);
  }

  private hunksOf({ runId }: RunState, path: string, from: string | undefined): Promise<readonly ChangeHunk[]> {
    const key = `${runId} ${path}`;
    const known = this.read.get(key);
    if (known) return known;
    const reading = this.engine().then((engine) => engine.readHunks(runId, path, from));
    this.read.set(key, reading);
    reading.catch(() => this.read.delete(key));
    return reading;
  }
}
