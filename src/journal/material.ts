import type { RunState } from '../core/runState';

/** One commit of the workspace's history. `time` as ISO. */
export interface HistoryCommit {
  readonly hash: string;
  readonly time: string;
  readonly author: string;
  readonly subject: string;
}

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
