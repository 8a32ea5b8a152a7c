import type { RunEvent } from '../runEvent';

/** The first event of a run's log and its last ones, model output left out but for the very last; no `first`: the run has no readable log. */
export interface LogEnds {
  readonly runId: string;
  readonly first: RunEvent | undefined;
  readonly last: readonly RunEvent[];
}

/** The runs of a workspace on disk. */
export interface RunArchive {
  /** Ids of all runs, newest first. */
  listIds(): Promise<readonly string[]>;
  readEnds(runId: string): Promise<LogEnds>;
  readEvents(runId: string): AsyncIterable<RunEvent>;
  /** The events of a run but those that come in masses: text, tool uses and usage; much faster than all. */
  readMilestones(runId: string): AsyncIterable<RunEvent>;
  readFile(runId: string, name: string): Promise<string | undefined>;
  /** Writes a file of an ended run atomically. */
  writeFile(runId: string, name: string, text: string): Promise<void>;
  /** The run that holds the workspace now, if a living process does. */
  runningId(): Promise<string | undefined>;
  /** The events of a run that another process conducts, as they come; ends with that process. */
  follow(runId: string, signal: AbortSignal): AsyncIterable<RunEvent>;
  /** Appends an event to an ended run's log. */
  append(event: RunEvent): Promise<void>;
}
