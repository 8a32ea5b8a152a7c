import {
  EventEmitter,
  l10n,
  RelativePattern,
  Uri,
  window,
  workspace,
  type DiagnosticCollection,
  type Disposable,
} from 'vscode';
import type { Logger } from '../../core/ports/logger';
import type { Problem } from '../../core/problem';
import { disposeAll } from '../disposeAll';
import type { EngineSource } from '../engineSource';
import { mainFolder } from '../folder';
import { toDiagnostics } from './diagnostics';

// The folders too: when they are made together with the files in them, only they may be told of.
const watched = ['.claude', '.claude/models', '.claude/models/**', '.mcp.json'] as const;
const settleMs = 150;

/**
 * Keeps the Problems panel in step with the configuration files: reads them when they change (what is wrong with them is
 * shown, the last good configuration stays in force).
 */
export class ConfigurationProblems implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private shown: readonly string[] = [];
  private errors: readonly Problem[] = [];
  private timer: NodeJS.Timeout | undefined;
  private watchers: readonly Disposable[] = [];
  private reading: Promise<void> = Promise.resolve();
  private readonly listeners: readonly Disposable[];

  constructor(
    private readonly engines: EngineSource,
    private readonly collection: DiagnosticCollection,
    private readonly logger: Logger,
  ) {
    // A watcher is told of nothing in a folder that was made together with the one around it; saving and coming back are certain.
    this.listeners = [
      engines.onDidChange(() => this.start()),
      workspace.onDidSaveTextDocument(({ uri }) => {
        if (isWatched(uri)) this.soon();
      }),
      window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.soon();
      }),
    ];
    this.start();
  }

  /** The sentence that the views show while a file has errors; undefined when all is well. */
  get banner(): string | undefined {
    const files = [...new Set(this.errors.map((problem) => workspace.asRelativePath(problem.file)))];
    if (files.length === 0) return undefined;
    return files.length === 1
      ? l10n.t('{0} has mistakes (see Problems). The last good configuration stays in force.', files.join())
      : l10n.t('{0} have mistakes (see Problems). The last good configuration stays in force.', files.join(', '));
  }

  dispose(): void {
    clearTimeout(this.timer);
    disposeAll(this.watchers);
    disposeAll(this.listeners);
    this.changed.dispose();
  }

  private start(): void {
    disposeAll(this.watchers);
    const folder = mainFolder();
    this.watchers = folder ? watched.map((pattern) => this.watch(new RelativePattern(folder, pattern))) : [];
    this.soon();
  }

  private watch(pattern: RelativePattern): Disposable {
    const watcher = workspace.createFileSystemWatcher(pattern);
    watcher.onDidChange(() => this.soon());
    watcher.onDidCreate(() => this.soon());
    watcher.onDidDelete(() => this.soon());
    return watcher;
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      // One after the other: what was read last is what is shown.
      this.reading = this.reading
        .then(() => this.read())
        .catch((error: unknown) => this.logger.error('The configuration could not be read', error));
    }, settleMs);
  }

  private async read(): Promise<void> {
    const folder = mainFolder();
    if (!folder) {
      this.show([]);
      return;
    }
    const engine = await this.engines.get();
    const { problems } = await engine.loadConfiguration();
    this.show(problems);
  }

  private show(problems: readonly Problem[]): void {
    const byFile = Map.groupBy(problems, (problem) => problem.file);
    const gone = this.shown
      .filter((file) => !byFile.has(file))
      .map((file): [Uri, undefined] => [toUri(file), undefined]);
    const now = [...byFile].map(([file, found]): [Uri, ReturnType<typeof toDiagnostics>] => [
      toUri(file),
      toDiagnostics(found),
    ]);
    this.collection.set([...gone, ...now]);
    this.shown = [...byFile.keys()];
    this.errors = problems.filter((problem) => problem.severity === 'error');
    this.changed.fire();
  }
}

function isWatched(uri: Uri): boolean {
  const path = workspace.asRelativePath(uri, false);
  return path.startsWith('.claude/models/') || path === '.mcp.json';
}

/** Problems name their file absolutely or relative to the workspace. */
function toUri(file: string): Uri {
  const folder = mainFolder();
  const absolute = file.startsWith('/') || /^[A-Za-z]:[\\/]/.test(file);
  return absolute || !folder ? Uri.file(file) : Uri.joinPath(folder.uri, file);
}
