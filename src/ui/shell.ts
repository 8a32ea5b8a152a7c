import type { ExtensionContext, LogOutputChannel, WebviewPanel } from 'vscode';
import type { Logger } from '../core/ports/logger';
import type { CreateEngine, Engine } from '../orchestration/engine';
import type { PlanApprovals } from './approval/planApprovals';
import type { PlanEditor } from './approval/planEditor';
import type { ChangeActions } from './changes/changeActions';
import type { ChangeChoice } from './changes/changeChoice';
import type { WorkstreamSteering } from './control/workstreamSteering';
import type { Doctor } from './doctor';
import type { Initializer } from './initialize';
import type { Overview } from './overview';
import type { FindingProblems } from './problems/findingProblems';
import type { Replays } from './replay';
import type { Provenance } from './provenance/provenance';
import type { Rehearsal } from './rehearsal/rehearsal';
import type { RunConductor } from './runConductor';
import type { KnownRun, RunStore } from './runStore';
import type { ChatQuestion, ChatReply } from './chat/answerChat';
import type { ChangesTree } from './tree/changesTree';
import type { FindingsTree } from './tree/findingsTree';
import type { ModelsTree } from './tree/modelsTree';
import type { RunsTree } from './tree/runsTree';
import type { WorkstreamsTree } from './tree/workstreamsTree';

/** The run panels as the rest of the shell sees them. */
export interface RunPanels {
  /** Opens the panel of a run, or brings it to the front. */
  open(runId: string): void;
  /** Takes over a panel that VS Code kept over a reload. */
  restore(panel: WebviewPanel, state: unknown): void;
  /** The run whose panel the user looks at. */
  readonly activeRun: string | undefined;
  dispose(): void;
}

/** Everything of the VS Code shell that is made when MAO is first used, not when the extension is activated. */
export interface Shell {
  /** The engine of the open folder; rejects with a `UsageError` without one. */
  engine(): Promise<Engine>;
  /** A run of this window, or read from its log; undefined when its log is empty. */
  load(runId: string): Promise<KnownRun | undefined>;
  readonly runs: RunStore;
  readonly conductor: RunConductor;
  readonly approvals: PlanApprovals;
  readonly planEditor: PlanEditor;
  readonly choice: ChangeChoice;
  readonly actions: ChangeActions;
  readonly panels: RunPanels;
  readonly workstreams: WorkstreamsTree;
  readonly models: ModelsTree;
  /** The Runs view. */
  readonly runHistory: RunsTree;
  readonly replays: Replays;
  readonly changes: ChangesTree;
  readonly provenance: Provenance;
  readonly overview: Overview;
  readonly doctor: Doctor;
  readonly initializer: Initializer;
  readonly rehearsal: Rehearsal;
  readonly findings: FindingProblems;
  readonly findingsTree: FindingsTree;
  readonly steering: WorkstreamSteering;
  /** Deletes a run after a question; false: the user wants to keep it. */
  removeRun(runId: string): Promise<boolean>;
  /** Throws where nothing may be started or written. */
  assertTrusted(): void;
  /** Answers a request to `@mao`; rejects with what the user can mend. */
  chat(question: ChatQuestion, reply: ChatReply, signal: AbortSignal): Promise<void>;
  dispose(): void;
}

/** What the extension gives the shell when it makes it. */
export interface ShellOptions {
  readonly context: ExtensionContext;
  readonly logger: Logger;
  readonly loadEngine: () => Promise<{ readonly createEngine: CreateEngine }>;
  readonly showLog: () => void;
}

/** What every registration gets: the shell when it is needed, and the log. */
export interface Deps {
  readonly shell: () => Promise<Shell>;
  /** Calls back when the shell has been made, at once if it is there. */
  readonly onShell: (use: (shell: Shell) => void) => void;
  readonly context: ExtensionContext;
  readonly channel: LogOutputChannel;
  readonly logger: Logger;
}
