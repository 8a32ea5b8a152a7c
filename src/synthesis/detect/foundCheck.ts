/** The three stages of verification, in the order in which they run. */
export const stages = ['type check', 'tests', 'build'] as const;

export type Stage = (typeof stages)[number];

/** A check that a project's files name. `ecosystem` tells two of one stage apart for people. */
export interface FoundCheck {
  readonly stage: Stage;
  readonly ecosystem: string;
  readonly command: readonly string[];
  readonly source: string;
  /** The folder of the project, from the root; absent: the root itself. */
  readonly folder?: string;
  readonly pythonPath?: readonly string[];
  readonly basis?: string;
  readonly missing?: string;
}

/** A project as the base snapshot has it. `files` are all paths; `hasLinked` looks into what worktrees get linked (`.venv`). */
export interface ProjectFiles {
  readonly files: readonly string[];
  readonly read: (path: string) => Promise<string | undefined>;
  readonly hasLinked?: (path: string) => Promise<boolean>;
}
