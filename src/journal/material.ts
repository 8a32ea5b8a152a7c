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
  /** A unified diff over that time, perhaps cut; empty where there is none. */
  readonly diff: string;
}

/** Whether there is anything to write about. */
export function hasMaterial({ runs, commits }: Pick<JournalMaterial, 'runs' | 'commits'>): boolean {
  return runs.length > 0 || commits.length > 0;
}
