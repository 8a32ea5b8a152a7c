import { rm } from 'node:fs/promises';
import type { LoadedConfiguration } from '../config/loadConfiguration';
import type { ChangeHunk } from '../core/changeHunk';
import type { CliState } from '../core/cliState';
import type { DoctorReport } from '../core/diagnosis';
import type { Approver } from '../core/ports/approver';
import type { EntryApprover } from '../core/ports/entryApprover';
import type { ApplyPlan, ApplySelection, ApplyTransaction } from '../core/ports/changeApplier';
import type { QaApprover } from '../core/ports/scopeApprover';
import { systemClock } from '../core/ports/clock';
import type { RunEvent } from '../core/runEvent';
import type { RunState } from '../core/runState';
import { environmentRedactor, redactedLogger } from '../core/redaction/redactedLogger';
import { UsageError } from '../core/usageError';
import type {
  CliView,
  Controlled,
  CreateEngine,
  Engine,
  EngineOptions,
  FileSides,
  FixRequest,
  JournalRequest,
  PrdView,
  QaRequest,
  ResumeRequest,
  RunRequest,
  RunSummary,
  ServerView,
} from '../orchestration/engine';
import { startDevelop } from './developRun';
import { startFix } from './fixRuns';
import { startJournal, startQa } from './reviewRuns';
import { listRuns, loadRun, resolveRun } from '../orchestration/runHistory';
import { openDismissals } from '../workspace/state/dismissals';
import { runFolder } from '../workspace/state/stateFolder';
import { resumeRun, type RunHost } from './conductedRun';
import { applyToDisk } from './applyToDisk';
import { EngineParts } from './engineParts';
import { findSections } from './findSections';
import { listClis } from './listClis';
import { listModels } from './listModels';
import { planChanges, type ChangesAsked } from './planChanges';
import { readHunks } from './readHunks';
import { readSides } from './readSides';
import { recordAfterRun } from './recordAfterRun';
import { recoveryNotes } from './recoveryNotes';
import { withoutText } from './withoutText';

/** The engine of one workspace folder; see `orchestration/engine.ts` for its contract. */
class WorkspaceEngine implements Engine {
  readonly workspace: string;
  private readonly life = new AbortController();
  private readonly parts: EngineParts;
  private recovery: Promise<readonly string[]> | undefined;
  private readonly options: EngineOptions;

  constructor(options: EngineOptions, bundles: string) {
    this.options = { ...options, logger: redactedLogger(options.logger, environmentRedactor(options.environment)) };
    this.workspace = options.workspace;
    this.parts = new EngineParts(this.options, bundles);
  }

  loadConfiguration(): Promise<LoadedConfiguration> {
    return this.parts.loadConfiguration();
  }

  async findPrd(prd?: string): Promise<{ readonly prd: PrdView | undefined; readonly searched: readonly string[] }> {
    const found = await this.parts.readPrd(prd);
    if (found.text === undefined) return { prd: undefined, searched: found.searched };
    const { prdReader } = await import('../prd/prdReader');
    const { sections, problems } = prdReader.read(found.text, found.file);
    return { prd: { file: found.file, sections: sections.map(withoutText), problems }, searched: found.searched };
  }

  async listClis(): Promise<readonly CliView[]> {
    const { configuration } = await this.loadConfiguration();
    return listClis(configuration, this.parts.adapters(configuration));
  }

  listModels(): Promise<readonly CliState[]> {
    return listModels(this.parts, systemClock.now());
  }

  async listServers(connect: boolean): Promise<readonly ServerView[]> {
    if (connect) this.options.assertMayExecute();
    const { configuration } = await this.loadConfiguration();
    return this.parts.servers.list(configuration, connect);
  }

  async diagnose(options: { readonly probe: boolean }, signal: AbortSignal): Promise<DoctorReport> {
    this.options.assertMayExecute();
    const { examine } = await import('./doctor/examine');
    const input = await this.parts.doctorInput();
    const report = await examine(input, options, AbortSignal.any([signal, this.life.signal]));
    return this.parts.redactor(input.loaded.configuration).value(report);
  }

  async *run(request: RunRequest, approver: Approver, signal: AbortSignal): AsyncGenerator<RunEvent> {
    this.options.assertMayExecute();
    const { configuration } = await this.loadConfiguration();
    const host = await this.host(approver, signal, request);
    yield* startDevelop(host, configuration, await findSections(this.parts, request), request);
  }

  async *runQa(request: QaRequest, approver: QaApprover, signal: AbortSignal): AsyncGenerator<RunEvent> {
    this.options.assertMayExecute();
    const { configuration } = await this.loadConfiguration();
    const host = await this.host(approver, signal, request);
    yield* startQa(host, configuration, await findSections(this.parts, request), request, approver);
  }

  async *runFix(request: FixRequest, approver: Approver, signal: AbortSignal): AsyncGenerator<RunEvent> {
    this.options.assertMayExecute();
    const { configuration } = await this.loadConfiguration();
    yield* startFix(await this.host(approver, signal, request), configuration, request);
  }

  async *runJournal(
    request: JournalRequest,
    approver: Approver & EntryApprover,
    signal: AbortSignal,
  ): AsyncGenerator<RunEvent> {
    this.options.assertMayExecute();
    const { configuration } = await this.loadConfiguration();
    yield* startJournal(await this.host(approver, signal, request), configuration, request, approver);
  }

  get dismissals() {
    return openDismissals(this.parts.state);
  }

  async *resume(request: ResumeRequest, approver: Approver, signal: AbortSignal): AsyncGenerator<RunEvent> {
    this.options.assertMayExecute();
    const { configuration } = await this.loadConfiguration();
    yield* resumeRun(await this.host(approver, signal, request), configuration, request.runId, request);
  }

  listRuns(): Promise<readonly RunSummary[]> {
    return listRuns(this.parts.archive);
  }

  resolveRun(runId?: string): Promise<string> {
    return resolveRun(this.parts.archive, runId);
  }

  followEvents(runId: string, signal: AbortSignal): AsyncIterable<RunEvent> {
    return this.parts.archive.follow(runId, AbortSignal.any([signal, this.life.signal]));
  }

  readEvents(runId: string): AsyncIterable<RunEvent> {
    return this.parts.archive.readEvents(runId);
  }

  loadRun(runId: string): Promise<RunState> {
    return loadRun(this.parts.archive, runId);
  }

  readReport(runId: string): Promise<string | undefined> {
    return this.parts.archive.readFile(runId, 'report.md');
  }

  runDirectory(runId: string): string {
    return runFolder(this.parts.state, runId);
  }

  async readSides(runId: string, path: string, from?: string): Promise<FileSides> {
    return readSides(await this.parts.store(runId), path, from);
  }

  async readHunks(runId: string, path: string, from?: string): Promise<readonly ChangeHunk[]> {
    return readHunks(await this.parts.store(runId), path, from);
  }

  async planApply(
    runId: string,
    selection: ApplySelection,
    unsaved?: (path: string) => Uint8Array | undefined,
  ): Promise<ApplyPlan> {
    const { changes } = await this.loadRun(runId);
    if (!changes) throw new UsageError(`Run ${runId} has proposed no changes.`);
    return this.planChanges(runId, changes, selection, unsaved);
  }

  async planRevert(runId: string): Promise<ApplyPlan | undefined> {
    for (const note of await this.recovered()) this.options.logger.warn(note);
    return (await this.parts.applier(runId)).planRevert(runId);
  }

  async beginApply(plan: ApplyPlan, kind: 'apply' | 'revert'): Promise<ApplyTransaction> {
    return (await this.parts.applier(plan.runId)).begin(plan, kind);
  }

  recordApplied(runId: string, kind: 'apply' | 'revert', files: readonly string[]): Promise<RunEvent> {
    const type = kind === 'apply' ? 'changes-applied' : 'changes-reverted';
    return recordAfterRun(this.parts, this.options.logger, runId, { type, files: [...files] });
  }

  recordDiscarded(runId: string): Promise<RunEvent> {
    return recordAfterRun(this.parts, this.options.logger, runId, { type: 'changes-discarded' });
  }

  async deleteRun(runId: string): Promise<void> {
    await (await this.parts.store(runId)).deleteRun();
    await rm(this.runDirectory(runId), { recursive: true, force: true });
  }

  async dispose(): Promise<void> {
    this.life.abort();
    await this.parts.servers.dispose();
  }

  private async host(approver: Approver, signal: AbortSignal, { control }: Controlled): Promise<RunHost> {
    const { parts, options } = this;
    const applyInRun: RunHost['applyInRun'] = async (runId, changes) =>
      applyToDisk(this, await this.planChanges(runId, changes, {}));
    const ends = AbortSignal.any([signal, this.life.signal]);
    const notes = await this.recovered();
    return { parts, options, approver, notes, signal: ends, applyInRun, ...(control ? { control } : {}) };
  }

  /** Before each run and apply, as another process may have crashed meanwhile: what is half written is put back, or counted when it is whole. */
  private recovered(): Promise<readonly string[]> {
    this.recovery ??= this.recover().finally(() => (this.recovery = undefined));
    return this.recovery;
  }

  private async recover(): Promise<readonly string[]> {
    const recovered = await this.parts.recoverApply();
    for (const { runId, kind, outcome, files } of recovered) {
      if (outcome === 'completed') await this.recordApplied(runId, kind, files);
    }
    return recoveryNotes(recovered);
  }

  private async planChanges(...asked: ChangesAsked): Promise<ApplyPlan> {
    for (const note of await this.recovered()) this.options.logger.warn(note);
    return planChanges(this.parts, ...asked);
  }
}

/** Puts the core together for one workspace folder; nothing is started before it is asked for. MAO's own programs lie in `bundles`. */
export const createEngineBeside =
  (bundles: string): CreateEngine =>
  (options) =>
    Promise.resolve(new WorkspaceEngine(options, bundles));
