import type { ChangeSet } from '../core/changeSet';
import type { Configuration } from '../core/configuration';
import type { Approvals } from '../core/ports/approvals';
import type { FailureError } from '../core/failure';
import type { FixOrder } from '../core/fixOrder';
import type { Approver } from '../core/ports/approver';
import type { ApplyPlan } from '../core/ports/changeApplier';
import type { Clock } from '../core/ports/clock';
import type { Cooldowns } from '../core/ports/cooldowns';
import type { Logger } from '../core/ports/logger';
import type { Transport } from '../core/modelSpec';
import type { AdapterLookup } from '../core/ports/modelAdapter';
import type { PathGuard } from '../core/ports/pathGuard';
import type { ProcessRunner } from '../core/ports/processRunner';
import type { RunControl } from '../core/ports/runControl';
import type { RunLog } from '../core/ports/runLog';
import type { SnapshotStore } from '../core/ports/snapshotStore';
import type { OpenWorktree } from '../core/ports/worktreeFiles';
import type { Redactor } from '../core/redaction/redactor';
import type { RunCommand } from '../core/runCommand';
import type { RunState } from '../core/runState';
import type { Section, SectionText } from '../core/section';
import type { ChangesInput } from '../synthesis/buildChangeFiles';
import type { Fixing } from './fix/fixing';
import type { Emit } from './runEmitter';
import type { Limiter } from './limiter';
import type { ModelGate } from './modelGate';
import type { ResumedRun } from './resumedRun';
import type { WorkstreamControls } from './workstreamControls';

/** What a run is about. `related` are sections that the chosen ones may rest on, `outline` all sections of the PRD. */
export interface RunSubject {
  readonly runId: string;
  readonly command: RunCommand;
  readonly workspace: string;
  readonly sections: readonly SectionText[];
  readonly related: readonly SectionText[];
  readonly outline: readonly Section[];
  readonly verify: boolean;
  /** What the user should know before it starts: a section named twice… */
  readonly notes: readonly string[];
  /** What a fix run mends. */
  readonly fix?: FixOrder;
}

/** How checks are started: environment, executables, and what may run at all. */
export interface CheckHost {
  readonly runner: ProcessRunner;
  readonly environment: Readonly<Record<string, string>>;
  /** Absolute path of a program on the user's PATH, or undefined. */
  readonly resolveExecutable: (name: string) => Promise<string | undefined>;
  /** Whether worktrees find this path (`.venv/bin/python`) in what is linked into them from the workspace. */
  readonly hasLinked: (path: string) => Promise<boolean>;
}

/** Applies the proposed files as part of the run; only headless runs with `--apply` have it. */
export type ApplyInRun = (changes: Pick<ChangeSet, 'files' | 'refused'>) => Promise<ApplyPlan>;

/** Everything a run needs from outside, as the composition root gives it. */
export interface RunDependencies {
  readonly configuration: Configuration;
  readonly adapters: AdapterLookup;
  /** How models are reached where the registry says nothing else. */
  readonly transport: Transport;
  /** The models are scripted ones; the run says so wherever it shows. */
  readonly rehearsal?: boolean | undefined;
  /** What the user should know before all else: what an earlier crash left, which servers of `.mcp.json` are not used. */
  readonly earlyNotes: readonly string[];
  readonly cooldowns: Cooldowns;
  readonly store: SnapshotStore;
  /** Reads and writes the files of a worktree for models without file tools. */
  readonly openWorktree: OpenWorktree;
  readonly log: RunLog;
  readonly approvals: Approvals;
  readonly approver: Approver;
  readonly checks: CheckHost;
  readonly guard: PathGuard;
  readonly manifestNeedsTick: ChangesInput['manifestNeedsTick'];
  readonly applyInRun?: ApplyInRun;
  /** Set in a fix run: what it does in its own way. */
  readonly fixing?: Fixing;
  /** Whether the disk takes no more, with what to do; for errors that do not tell. */
  readonly probeDisk: () => Promise<FailureError | undefined>;
  readonly clock: Clock;
  /** What the user asks of the run while it is under way. */
  readonly control?: RunControl;
  /** What every event, and every answer that other models or the report get to see, passes through. */
  readonly redactor: Redactor;
  readonly logger: Logger;
}

/** A run under way: its subject, what it needs, its event sink, its limits, and the signal that cancels it. */
export interface RunContext extends RunDependencies {
  readonly subject: RunSubject;
  readonly emit: Emit;
  /** The run as it stands, folded from everything emitted so far. */
  readonly state: () => RunState;
  readonly limiter: Limiter;
  /** Asked before every attempt: budget, sign-ins, rests after limits. */
  readonly gate: ModelGate;
  readonly signal: AbortSignal;
  /** Aborts when models at work are asked to end by themselves, and no further attempt is to be made. */
  readonly ending: AbortSignal;
  /** What the user asked of single workstreams. */
  readonly controls: WorkstreamControls;
  /** Stops the run where it is, to go on later: the disk takes no more. */
  readonly interrupt: (cause: unknown) => void;
  /** Set when the run goes on after an interruption. */
  readonly resumed?: ResumedRun;
}
