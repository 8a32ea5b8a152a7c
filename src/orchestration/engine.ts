import type { ApplyPlan, ApplySelection, ApplyTransaction } from '../core/ports/changeApplier';
import type { Approver } from '../core/ports/approver';
import type { ChangeHunk } from '../core/changeHunk';
import type { CliState } from '../core/cliState';
import type { Configuration } from '../core/configuration';
import type { DoctorReport } from '../core/diagnosis';
import type { Dismissals } from '../core/ports/dismissals';
import type { EntryApprover } from '../core/ports/entryApprover';
import type { QaApprover } from '../core/ports/scopeApprover';
import type { Logger } from '../core/ports/logger';
import type { RunControl } from '../core/ports/runControl';
import type { ModelSpec } from '../core/modelSpec';
import type { Availability } from '../core/ports/modelAdapter';
import type { Problem } from '../core/problem';
import type { RunCommand } from '../core/runCommand';
import type { RunEvent } from '../core/runEvent';
import type { RunState } from '../core/runState';
import type { Section } from '../core/section';
import type { ServerCommand } from '../core/serverCommand';
import type { WorkstreamRetry } from './reopenRun';

/** A run that the shell can tell something while it is under way. */
export interface Controlled {
  readonly control?: RunControl;
}

/** What a shell asks the engine to do. `sections` is the user's own words: `2, 3`, `2-4`, `FR-003`, a heading… */
export interface RunRequest extends Controlled {
  readonly command: 'plan' | 'develop';
  readonly sections: string;
  readonly prd?: string;
  readonly verify?: boolean;
  /** Apply the change set within the run when it is green (headless `--apply`); never protected files. */
  readonly apply?: boolean;
}

/** A QA to make. `paths` (files, folders, patterns) are the code to look at; default: what MAO finds out. */
export interface QaRequest extends Controlled {
  readonly sections: string;
  readonly prd?: string;
  readonly paths?: readonly string[];
}

/**
 * Findings to mend: by their ids (a beginning is enough) or all that are in force in `file`. `run` is the QA that found them
 * (default: the newest that knows them), `model` who shall do it (default: whom the QA assigned them to).
 */
export interface FixRequest extends Controlled {
  readonly findings?: readonly string[];
  readonly file?: string;
  readonly run?: string;
  readonly model?: string;
  readonly prd?: string;
  readonly verify?: boolean;
  readonly apply?: boolean;
}

/** A journal entry to write. `since` as ISO; default: the last entry. */
export interface JournalRequest extends Controlled {
  readonly since?: string;
}

/** A run to go on with; what is not said is as it was when the run began. */
export interface ResumeRequest extends Controlled {
  readonly runId: string;
  /** A workstream that ended without success, to be done by this model; also in a run that is over. */
  readonly retry?: WorkstreamRetry;
  readonly verify?: boolean;
  readonly apply?: boolean;
}

/** What the composition root needs to know of the shell that asks for an engine. */
export interface EngineOptions {
  /** Absolute path of the workspace folder. */
  readonly workspace: string;
  /** Machine settings of the shell (VS Code's `mao.*`, command-line flags): keys of `mao.config.yaml`; they win over the user's file. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The user's configuration file; default: `mao.config.yaml` in the user's config folder. */
  readonly configFile?: string;
  /** The PRD; default: the conventional places. */
  readonly prd?: string;
  /** The process environment of the shell. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Throws a `FailureError` with code `untrusted` where nothing may be started. */
  readonly assertMayExecute: () => void;
  readonly logger: Logger;
  /** `settings` put scripted models in every CLI's place: each run, its panel and its report say so. */
  readonly rehearsal?: boolean;
}

/** The composition root of the core, exported by `src/engine.ts`. Starts nothing. */
export type CreateEngine = (options: EngineOptions) => Promise<Engine>;

/** One line of `mao runs --json`. `outcome` is `running` or `interrupted` where the log has no end. */
export interface RunSummary {
  readonly runId: string;
  readonly command: RunCommand;
  readonly sections: readonly string[];
  readonly outcome: string;
  readonly startedAt: string;
  readonly durationMs: number | null;
  /** What became of the changes that it proposed, last. */
  readonly changes?: 'proposed' | 'applied' | 'reverted' | 'discarded';
}

/** The PRD that was found, with its sections; `problems` when it could not be read well. `file` is absolute. */
export interface PrdView {
  readonly file: string;
  readonly sections: readonly Section[];
  readonly problems: readonly Problem[];
}

/** One CLI of the registry and whether it was found on this machine, with the models it serves. */
export interface CliView {
  readonly cli: string;
  readonly availability: Availability;
  /** Whose account pays for it, as far as that can be told without starting it. */
  readonly pays?: string;
  readonly models: readonly ModelSpec[];
}

/** One server of `.mcp.json`; `server` is what PAL said of itself, `problem` why it could not be asked. */
export interface ServerView extends ServerCommand {
  readonly approved: boolean;
  readonly server?: { readonly name: string; readonly version: string; readonly tools: readonly string[] };
  readonly problem?: string;
}

/** The two sides of one proposed file; undefined: absent on that side. */
export interface FileSides {
  readonly base: Uint8Array | undefined;
  readonly result: Uint8Array | undefined;
}

/**
 * MAO's core for one workspace folder, as both shells use it. Created by the composition roots; `dispose` ends what it
 * holds. Methods reject with `FailureError` or `UsageError` for what the user can mend.
 */
export interface Engine {
  readonly workspace: string;
  /** The configuration in force (the last good one) and the problems of the files as they are now. */
  loadConfiguration(): Promise<{ readonly configuration: Configuration; readonly problems: readonly Problem[] }>;
  /** Undefined when there is no PRD; `searched` are the places looked at. */
  findPrd(prd?: string): Promise<{ readonly prd: PrdView | undefined; readonly searched: readonly string[] }>;
  /** Looks for every CLI of the registry, starting none. */
  listClis(): Promise<readonly CliView[]>;
  /** What is known of every CLI and its models, from files and logs alone: versions, sign-ins, rests, win rates. Starts nothing. */
  listModels(): Promise<readonly CliState[]>;
  /** Every server of `.mcp.json`; `connect`: PAL is started, if it is approved, to say who it is. */
  listServers(connect: boolean): Promise<readonly ServerView[]>;
  /**
   * Looks at all that a run needs: CLIs, sign-ins, git, PRD, folders… Sends a prompt only when `probe` is true. Rejects with a
   * `FailureError` (`untrusted`) where nothing may be started.
   */
  diagnose(options: { readonly probe: boolean }, signal: AbortSignal): Promise<DoctorReport>;
  /** Starts a run and streams its events, which are on disk before they are yielded. Ends with `run-end`. */
  run(request: RunRequest, approver: Approver, signal: AbortSignal): AsyncIterable<RunEvent>;
  /**
   * Reviews the code of sections and streams the run's events, as `run` does. Reads only. An approver that shows scopes is
   * shown what is going to be looked at, unless the request names it.
   */
  runQa(request: QaRequest, approver: QaApprover, signal: AbortSignal): AsyncIterable<RunEvent>;
  /** Mends findings of a QA as a run: worktrees, checks, change set, as `run` does. Its plan goes to `approver` too. */
  runFix(request: FixRequest, approver: Approver, signal: AbortSignal): AsyncIterable<RunEvent>;
  /** Writes a journal entry of what happened since the last one, if `approver` allows it, as a run. */
  runJournal(request: JournalRequest, approver: Approver & EntryApprover, signal: AbortSignal): AsyncIterable<RunEvent>;
  /** The findings that the user dismissed in this workspace. */
  readonly dismissals: Dismissals;
  /** Goes on with a run that was interrupted or cancelled, or in which workstreams failed, in the same log; a `UsageError` when there is nothing to go on with. */
  resume(request: ResumeRequest, approver: Approver, signal: AbortSignal): AsyncIterable<RunEvent>;
  /** All runs, newest first. */
  listRuns(): Promise<readonly RunSummary[]>;
  /** The run with this id, or the newest when undefined; rejects with `UsageError` when there is none. */
  resolveRun(runId?: string): Promise<string>;
  /** The events of a run that another window or terminal conducts, as they come; ends with it. */
  followEvents(runId: string, signal: AbortSignal): AsyncIterable<RunEvent>;
  readEvents(runId: string): AsyncIterable<RunEvent>;
  loadRun(runId: string): Promise<RunState>;
  readReport(runId: string): Promise<string | undefined>;
  /** Absolute path of the run's folder. */
  runDirectory(runId: string): string;
  readSides(runId: string, path: string, from?: string): Promise<FileSides>;
  /** Where the two sides of a proposed file differ, in order; none for files that are new, gone or binary. */
  readHunks(runId: string, path: string, from?: string): Promise<readonly ChangeHunk[]>;
  planApply(
    runId: string,
    selection: ApplySelection,
    unsaved?: (path: string) => Uint8Array | undefined,
  ): Promise<ApplyPlan>;
  planRevert(runId: string): Promise<ApplyPlan | undefined>;
  beginApply(plan: ApplyPlan, kind: 'apply' | 'revert'): Promise<ApplyTransaction>;
  /** Appends `changes-discarded` to the run's log. */
  recordDiscarded(runId: string): Promise<RunEvent>;
  /** Appends `changes-applied` or `changes-reverted` to the run's log. */
  recordApplied(runId: string, kind: 'apply' | 'revert', files: readonly string[]): Promise<RunEvent>;
  deleteRun(runId: string): Promise<void>;
  dispose(): Promise<void>;
}
