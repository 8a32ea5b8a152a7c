import type { HistoryCommit } from '../core/ports/workHistory';
import type { RunState } from '../core/runState';

/** What happened in a workspace since its last journal entry (`since` as ISO; undefined: there is none). */
export interface JournalMaterial {
  readonly since: string | undefined;
  readonly until: string;
  /** Oldest first. */
  readonly runs: readonly RunState[];
  /** Oldest first. */
  readonly commits: readonly HistoryCommit[];
  /** Unified diffs over that time, of the commits and of what runs changed since; perhaps cut, empty where there are none. */
  readonly diff: string;
}

/** Whether there is anything to write about. */
export function hasMaterial({ runs, commits }: Pick<JournalMaterial, 'runs' | 'commits'>): boolean {
  return runs.length > 0 || commits.length > 0;
}
