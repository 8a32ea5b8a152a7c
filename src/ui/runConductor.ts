import { EventEmitter, type Disposable } from 'vscode';
import type { Logger } from '../core/ports/logger';
import { createRunControls, type RunControls, type WorkstreamCommand } from '../core/ports/runControl';
import type { Approver } from '../core/ports/approver';
import type { EntryApprover } from '../core/ports/entryApprover';
import type { ScopeApprover } from '../core/ports/scopeApprover';
import type { RunEvent } from '../core/runEvent';
import type { Engine, FixRequest, JournalRequest, QaRequest, RunRequest } from '../orchestration/engine';
import { approveChecks } from './approval/checksApproval';
import { approveScope } from './approval/scopeApproval';
import type { EntryApproval } from './approval/entryApproval';
import { approveServers } from './approval/serversApproval';
import type { PlanApprovals } from './approval/planApprovals';
import type { EngineSource } from './engineSource';
import type { WorkstreamRetry } from '../orchestration/reopenRun';
import type { RunStore } from './runStore';

/** What a run under way hears: `stop` ends it at once, `control` takes what the user asks of it. */
interface UnderWay {
  readonly stop: AbortController;
  readonly control: RunControls;
}

/** Starts runs, hands their events to the store, and stops them. */
export class RunConductor implements Disposable {
  private readonly underWay = new Map<string, UnderWay>();
  private readonly unnamed = new Set<UnderWay>();
  private readonly started = new EventEmitter<string>();
  private readonly ended = new EventEmitter<string>();
  /** Fires with the run's id as soon as it has one. */
  readonly onDidStart = this.started.event;
  readonly onDidEnd = this.ended.event;

  constructor(
    private readonly engines: EngineSource,
    private readonly runs: RunStore,
    private readonly approvals: PlanApprovals,
    private readonly entries: EntryApproval,
    private readonly logger: Logger,
  ) {}

  get active(): readonly string[] {
    return [...this.underWay.keys()];
  }

  /** Whether a run of this window is under way, or about to be. */
  get isBusy(): boolean {
    return this.underWay.size > 0 || this.unnamed.size > 0;
  }

  /** Runs to the end; resolves with the run's id. Rejects with what the engine rejects with. */
  run(request: RunRequest): Promise<string | undefined> {
    const what = `${request.command} ${request.sections}`;
    return this.conduct(what, (engine, approver, { control, stop }) =>
      engine.run({ ...request, control }, approver, stop.signal),
    );
  }

  /** Reviews the code of sections, to the end of that run. */
  qa(request: QaRequest): Promise<string | undefined> {
    const what = `qa ${request.sections}`;
    return this.conduct(what, (engine, approver, { control, stop }) =>
      engine.runQa({ ...request, control }, approver, stop.signal),
    );
  }

  /** Mends findings, to the end of that run. */
  fix(request: FixRequest): Promise<string | undefined> {
    const what = `fix ${request.findings?.join(' ') ?? ''}`;
    return this.conduct(what, (engine, approver, { control, stop }) =>
      engine.runFix({ ...request, control }, approver, stop.signal),
    );
  }

  /** Writes a journal entry, to the end of that run. */
  journal(request: JournalRequest): Promise<string | undefined> {
    return this.conduct('journal', (engine, approver, { control, stop }) =>
      engine.runJournal({ ...request, control }, approver, stop.signal),
    );
  }

  /** Goes on with an interrupted or cancelled run, to its end. */
  async resume(runId: string): Promise<string | undefined> {
    return this.conduct('resume', (engine, approver, { control, stop }) =>
      engine.resume({ runId, control }, approver, stop.signal),
    );
  }

  private async conduct(
    what: string,
    events: (
      engine: Engine,
      approver: Approver & EntryApprover & ScopeApprover,
      run: UnderWay,
    ) => AsyncIterable<RunEvent>,
  ): Promise<string | undefined> {
    const { engine, release } = await this.engines.lease();
    const run: UnderWay = { stop: new AbortController(), control: createRunControls() };
    this.unnamed.add(run);
    let runId: string | undefined;
    try {
      const approver = this.approver(engine, () => runId);
      for await (const event of events(engine, approver, run)) {
        this.runs.dispatch(event);
        if (runId !== undefined) continue;
        runId = event.runId;
        this.unnamed.delete(run);
        this.underWay.set(runId, run);
        this.logger.info(`${what}: run ${runId}`);
        this.started.fire(runId);
      }
      return runId;
    } finally {
      this.unnamed.delete(run);
      if (runId !== undefined) {
        this.underWay.delete(runId);
        this.runs.settle(runId);
        this.ended.fire(runId);
      }
      release();
    }
  }

  /** Goes on with a run, also a finished one, for the workstream that another model is to do. */
  retry(runId: string, retry: WorkstreamRetry): Promise<string | undefined> {
    return this.conduct('retry', (engine, approver, { control, stop }) =>
      engine.resume({ runId, retry, control }, approver, stop.signal),
    );
  }

  /** Asks one run, or all of this window's, to come to an end; its models get a moment for that. */
  cancel(runId?: string): void {
    for (const run of this.named(runId)) {
      if (!run.control.tell({ kind: 'cancel-run' })) run.stop.abort();
    }
  }

  /** Stops one run, or all of this window's; resolves at once, the run ends by itself within 2 s. */
  stop(runId?: string): void {
    for (const run of this.named(runId)) run.stop.abort();
  }

  /** Tells a run what the user wants of one workstream; whether it is under way in this window. */
  tell(runId: string, command: WorkstreamCommand): boolean {
    return this.underWay.get(runId)?.control.tell(command) ?? false;
  }

  private named(runId: string | undefined): readonly UnderWay[] {
    if (runId === undefined) return [...this.underWay.values(), ...this.unnamed];
    const run = this.underWay.get(runId);
    return run ? [run] : [];
  }

  dispose(): void {
    this.stop();
    this.started.dispose();
    this.ended.dispose();
  }

  private approver(engine: Engine, runIdOf: () => string | undefined): Approver & EntryApprover & ScopeApprover {
    return {
      approvePlan: async (plan, source, signal, commands) => {
        const { configuration } = await engine.loadConfiguration();
        const runId = runIdOf();
        if (runId === undefined || signal.aborted) return undefined;
        if (configuration.settings.approve.plan === 'always') return plan;
        // Who asks for a fix has said which finding and who; only commands that they have not seen yet are shown.
        if (source === 'findings' && commands.length === 0) return plan;
        const { registry } = configuration;
        return this.approvals.ask({ runId, plan, source, registry, commands, document: undefined }, signal);
      },
      approveChecks: async (commands, signal) => {
        const { configuration } = await engine.loadConfiguration();
        if (configuration.settings.approve.checks === 'always') return true;
        return approveChecks(commands, signal);
      },
      approveServers,
      approveScope: async (scope, signal) => {
        const { configuration } = await engine.loadConfiguration();
        const unasked = configuration.settings.approve.plan === 'always' && scope.files.length > 0;
        return unasked ? scope.files : approveScope(scope, signal);
      },
      approveEntry: (file, text, signal) => this.entries.approveEntry(file, text, signal),
    };
  }
}
