import { EventEmitter, type Disposable, type Memento } from 'vscode';
import type { Logger } from '../core/ports/logger';
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
import type { RunStore } from './runStore';

/** Starts runs, hands their events to the store, and stops them. */
export class RunConductor implements Disposable {
  private readonly controllers = new Map<string, AbortController>();
  private readonly unnamed = new Set<AbortController>();
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
    private readonly memory: Memento,
    private readonly logger: Logger,
  ) {}

  get active(): readonly string[] {
    return [...this.controllers.keys()];
  }

  /** Whether a run of this window is under way, or about to be. */
  get isBusy(): boolean {
    return this.controllers.size > 0 || this.unnamed.size > 0;
  }

  /** Runs to the end; resolves with the run's id. Rejects with what the engine rejects with. */
  run(request: RunRequest): Promise<string | undefined> {
    const what = `${request.command} ${request.sections}`;
    return this.conduct(what, (engine, approver, signal) => engine.run(request, approver, signal));
  }

  /** Reviews the code of sections, to the end of that run. */
  qa(request: QaRequest): Promise<string | undefined> {
    const what = `qa ${request.sections}`;
    return this.conduct(what, (engine, approver, signal) => engine.runQa(request, approver, signal));
  }

  /** Mends findings, to the end of that run. */
  fix(request: FixRequest): Promise<string | undefined> {
    const what = `fix ${request.findings?.join(' ') ?? ''}`;
    return this.conduct(what, (engine, approver, signal) => engine.runFix(request, approver, signal));
  }

  /** Writes a journal entry, to the end of that run. */
  journal(request: JournalRequest): Promise<string | undefined> {
    return this.conduct('journal', (engine, approver, signal) => engine.runJournal(request, approver, signal));
  }

  /** Goes on with an interrupted or cancelled run, to its end. */
  async resume(runId: string): Promise<string | undefined> {
    return this.conduct('resume', (engine, approver, signal) => engine.resume({ runId }, approver, signal));
  }

  private async conduct(
    what: string,
    events: (
      engine: Engine,
      approver: Approver & EntryApprover & ScopeApprover,
      signal: AbortSignal,
    ) => AsyncIterable<RunEvent>,
  ): Promise<string | undefined> {
    const { engine, release } = await this.engines.lease();
    const controller = new AbortController();
    this.unnamed.add(controller);
    let runId: string | undefined;
    try {
      const approver = this.approver(engine, () => runId);
      for await (const event of events(engine, approver, controller.signal)) {
        this.runs.dispatch(event);
        if (runId !== undefined) continue;
        runId = event.runId;
        this.unnamed.delete(controller);
        this.controllers.set(runId, controller);
        this.logger.info(`${what}: run ${runId}`);
        this.started.fire(runId);
      }
      return runId;
    } finally {
      this.unnamed.delete(controller);
      if (runId !== undefined) {
        this.controllers.delete(runId);
        this.runs.settle(runId);
        this.ended.fire(runId);
      }
      release();
    }
  }

  /** Stops one run, or all of this window's; resolves at once, the run ends by itself within 2 s. */
  cancel(runId?: string): void {
    if (runId !== undefined) return this.controllers.get(runId)?.abort();
    for (const controller of [...this.controllers.values(), ...this.unnamed]) controller.abort();
  }

  dispose(): void {
    this.cancel();
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
        return this.approvals.ask({ runId, plan, source, registry, document: undefined }, signal);
      },
      approveChecks: async (commands, signal) => {
        const { configuration } = await engine.loadConfiguration();
        if (configuration.settings.approve.checks === 'always') return true;
        return approveChecks(commands, this.memory, signal);
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
