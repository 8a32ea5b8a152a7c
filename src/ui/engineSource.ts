import { EventEmitter, l10n, workspace, type Disposable, type WorkspaceFolder } from 'vscode';
import { FailureError } from '../core/failure';
import type { Logger } from '../core/ports/logger';
import { UsageError } from '../core/usageError';
import type { CreateEngine, Engine, EngineOptions } from '../orchestration/engine';
import { disposeAll } from './disposeAll';
import { mainFolder } from './folder';
import type { Rehearsal } from './rehearsal/rehearsal';
import { readMachineSettings, readPrdSetting } from './settings';

/** The choke point before anything is started: refuses in an untrusted workspace. */
export function assertTrusted(): void {
  if (workspace.isTrusted) return;
  const message = l10n.t(
    'This workspace is not trusted, so MAO starts nothing in it. Trust the workspace and try again.',
  );
  throw new FailureError({ code: 'untrusted', message });
}

/**
 * The engine of the main folder: made when it is first used, made anew after the user's settings or folders changed. An
 * engine whose runs are still under way lives on until they end.
 */
export class EngineSource implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private current: { readonly folder: WorkspaceFolder; readonly engine: Promise<Engine>; leases: number } | undefined;
  private readonly listeners: readonly Disposable[];

  constructor(
    private readonly loadEngine: () => Promise<{ readonly createEngine: CreateEngine }>,
    private readonly logger: Logger,
    private readonly rehearsal: Pick<Rehearsal, 'settingsFor'>,
  ) {
    const settings = workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('mao')) this.renew();
    });
    const folders = workspace.onDidChangeWorkspaceFolders(() => this.renew());
    this.listeners = [settings, folders];
  }

  /** Rejects with a `UsageError` when no folder is open. */
  async get(): Promise<Engine> {
    return this.entry().engine;
  }

  /** The engine for the length of a run: it is not disposed before `release`. */
  async lease(): Promise<{ readonly engine: Engine; readonly release: () => void }> {
    const entry = this.entry();
    entry.leases++;
    try {
      const engine = await entry.engine;
      return { engine, release: () => this.release(entry) };
    } catch (error) {
      entry.leases--;
      throw error;
    }
  }

  renew(): void {
    const old = this.current;
    this.current = undefined;
    if (old && old.leases === 0) this.end(old.engine);
    this.changed.fire();
  }

  dispose(): void {
    disposeAll(this.listeners);
    if (this.current) this.end(this.current.engine);
    this.current = undefined;
    this.changed.dispose();
  }

  private entry(): NonNullable<EngineSource['current']> {
    if (this.current) return this.current;
    const folder = mainFolder();
    if (!folder) throw new UsageError(l10n.t('MAO works in a folder on disk. Open one first.'));
    const entry = { folder, engine: this.create(folder), leases: 0 };
    this.current = entry;
    entry.engine.catch(() => {
      if (this.current === entry) this.current = undefined;
    });
    return entry;
  }

  private async create(folder: WorkspaceFolder): Promise<Engine> {
    const { createEngine } = await this.loadEngine();
    const prd = readPrdSetting(folder);
    const rehearsed = this.rehearsal.settingsFor(folder);
    const options: EngineOptions = {
      workspace: folder.uri.fsPath,
      settings: rehearsed ?? readMachineSettings(),
      rehearsal: rehearsed !== undefined,
      environment: process.env,
      assertMayExecute: assertTrusted,
      logger: this.logger,
    };
    return createEngine(prd === undefined ? options : { ...options, prd });
  }

  private release(entry: NonNullable<EngineSource['current']>): void {
    entry.leases--;
    if (entry.leases === 0 && entry !== this.current) this.end(entry.engine);
  }

  private end(engine: Promise<Engine>): void {
    engine
      .then(
        (made) => made.dispose(),
        () => undefined,
      )
      .catch((error: unknown) => this.logger.error('The engine did not end well', error));
  }
}
