import {
  EventEmitter,
  RelativePattern,
  Uri,
  workspace,
  type Diagnostic,
  type DiagnosticCollection,
  type Disposable,
} from 'vscode';
import { dismissalOf, type Dismissal } from '../../core/dismissal';
import { fixedFindings } from '../../core/fixedFindings';
import type { Logger } from '../../core/ports/logger';
import type { RunCommand } from '../../core/runCommand';
import type { RunState } from '../../core/runState';
import { findingsInForce, reviewsInForce, type ReviewRun } from '../../core/findingsInForce';
import { disposeAll } from '../disposeAll';
import type { EngineSource } from '../engineSource';
import { fileIn, mainFolder } from '../folder';
import type { RunStore } from '../runStore';
import { findingDiagnostics, type KnownFinding, type ShownFinding } from './findingDiagnostics';

const settleMs = 150;
const mostRuns = 30;

/**
 * Keeps the Problems panel in step with QA: the findings of the newest QA of each section, from the logs, without what was
 * dismissed or fixed and what is gone from the text of its file.
 */
export class FindingProblems implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly shown = new Map<string, readonly ShownFinding[]>();
  private byFile = new Map<string, KnownFinding[]>();
  private reviews: ReadonlyMap<string, RunState> = new Map();
  private runFolders = new Map<string, Uri>();
  private dismissals: readonly Dismissal[] = [];
  private readonly edited = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private editTimer: NodeJS.Timeout | undefined;
  private reading: Promise<void> = Promise.resolve();
  private watcher: Disposable | undefined;
  private readonly listeners: readonly Disposable[];

  constructor(
    private readonly engines: EngineSource,
    private readonly runs: RunStore,
    private readonly collection: DiagnosticCollection,
    private readonly logger: Logger,
  ) {
    this.listeners = [
      engines.onDidChange(() => this.start()),
      workspace.onDidChangeTextDocument(({ document }) => this.touched(document.uri)),
      runs.onDidChange(({ runId, event, delta }) => {
        const ended = !event && !delta;
        const command = runs.get(runId)?.state.command;
        if (command === 'qa' && (ended || event?.type === 'run-start')) this.refresh();
        if (command === 'fix' && (event?.type === 'changes-applied' || event?.type === 'changes-reverted')) {
          this.refresh();
        }
      }),
    ];
    this.start();
  }

  /** The QA that counts for a section. */
  review(section: string): RunState | undefined {
    return this.reviews.get(section);
  }

  /** The QA runs that count for some section, each once. */
  get all(): readonly RunState[] {
    return [...new Set(this.reviews.values())];
  }

  /** What the user dismissed in this workspace. */
  get dismissed(): readonly Dismissal[] {
    return this.dismissals;
  }

  /** How many findings the files show. */
  get size(): number {
    return [...this.shown.values()].reduce((sum, found) => sum + found.length, 0);
  }

  /** The findings that the files show. */
  list(): readonly ShownFinding[] {
    return [...this.shown.values()].flat();
  }

  /** The findings that a file shows. */
  in(uri: Uri): readonly ShownFinding[] {
    return this.shown.get(uri.toString()) ?? [];
  }

  /** The findings in force, once what is being read has been read. */
  async settled(): Promise<readonly KnownFinding[]> {
    await this.read();
    return [...this.byFile.values()].flat();
  }

  /** The finding with this id, if it is in force. */
  find(id: string): KnownFinding | undefined {
    return [...this.byFile.values()].flat().find(({ finding }) => finding.id === id);
  }

  /** Dismisses a finding for good, for the user's reason; resolves when it is gone from the panel. */
  async dismiss({ finding }: KnownFinding, reason: string): Promise<void> {
    await (await this.engines.get()).dismissals.save(dismissalOf(finding, reason, new Date()));
    await this.read();
  }

  /** Takes the dismissal of a finding back. */
  async restore(id: string): Promise<void> {
    await (await this.engines.get()).dismissals.remove(id);
    await this.read();
  }

  /** Reads logs and dismissals anew, soon. */
  refresh(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.read().catch((error: unknown) => this.logger.error('The findings could not be read', error));
    }, settleMs);
  }

  dispose(): void {
    clearTimeout(this.timer);
    clearTimeout(this.editTimer);
    disposeAll(this.listeners);
    this.watcher?.dispose();
    this.changed.dispose();
  }

  private start(): void {
    this.watcher?.dispose();
    const folder = mainFolder();
    if (folder) {
      const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, '**'));
      watcher.onDidChange((uri) => this.touched(uri));
      watcher.onDidCreate((uri) => this.touched(uri));
      watcher.onDidDelete((uri) => this.touched(uri));
      this.watcher = watcher;
    }
    this.refresh();
  }

  private read(): Promise<void> {
    this.reading = this.reading.then(
      () => this.readNow(),
      () => this.readNow(),
    );
    return this.reading;
  }

  private async readNow(): Promise<void> {
    const folder = mainFolder();
    if (!folder) {
      this.show(new Map());
      return;
    }
    const engine = await this.engines.get();
    const [summaries, dismissals] = await Promise.all([engine.listRuns(), engine.dismissals.list()]);
    const load = async (wanted: RunCommand): Promise<readonly ReviewRun[]> => {
      const loaded: ReviewRun[] = [];
      for (const { runId } of summaries.filter(({ command }) => command === wanted).slice(0, mostRuns)) {
        const run = await this.runs.load(runId, (id) => engine.readEvents(id));
        if (run) loaded.push(run);
      }
      return loaded;
    };
    const found = await load('qa');
    const fixed = fixedFindings((await load('fix')).map(({ state }) => state));
    this.dismissals = dismissals;
    this.reviews = reviewsInForce(found);
    this.runFolders = new Map(found.map(({ state: { runId } }) => [runId, Uri.file(engine.runDirectory(runId))]));
    const inForce = findingsInForce(found, new Set(dismissals.map(({ id }) => id)), fixed);
    this.byFile = new Map(
      [...Map.groupBy(inForce, ({ finding }) => fileIn(folder, finding.file).toString())].map(([uri, known]) => [
        uri,
        known,
      ]),
    );
    const shown = await Promise.all([...this.byFile.keys()].map(async (uri) => [uri, await this.place(uri)] as const));
    this.show(new Map(shown));
  }

  /** All files in one call: VS Code sends a call to its window for each. */
  private show(next: ReadonlyMap<string, readonly ShownFinding[]>): void {
    const gone = [...this.shown.keys()].filter((uri) => !next.has(uri)).map((uri) => entry(uri, undefined));
    this.collection.set([...gone, ...[...next].map(([uri, found]) => entry(uri, found))]);
    this.shown.clear();
    for (const [uri, found] of next) this.shown.set(uri, found);
    this.changed.fire();
  }

  private async place(uri: string): Promise<readonly ShownFinding[]> {
    const known = this.byFile.get(uri) ?? [];
    const folder = mainFolder();
    const text = await textOf(Uri.parse(uri));
    if (text === undefined || !folder) return [];
    const reportOf = (runId: string) => Uri.joinPath(this.runFolders.get(runId) ?? folder.uri, 'report.md');
    return findingDiagnostics(text, known, { reportOf, fileOf: (path) => fileIn(folder, path) });
  }

  private touched(uri: Uri): void {
    const key = uri.toString();
    if (!this.byFile.has(key)) return;
    this.edited.add(key);
    clearTimeout(this.editTimer);
    this.editTimer = setTimeout(() => {
      const files = [...this.edited];
      this.edited.clear();
      this.follow(files).catch((error: unknown) => this.logger.error('The findings could not follow an edit', error));
    }, settleMs);
  }

  private async follow(files: readonly string[]): Promise<void> {
    const placed = await Promise.all(files.map(async (uri) => [uri, await this.place(uri)] as const));
    for (const [uri, found] of placed) this.shown.set(uri, found);
    this.collection.set(placed.map(([uri, found]) => entry(uri, found)));
    this.changed.fire();
  }
}

function entry(uri: string, found: readonly ShownFinding[] | undefined): [Uri, Diagnostic[] | undefined] {
  return [Uri.parse(uri), found?.map(({ diagnostic }) => diagnostic)];
}

/** The text of a file as the user sees it: as it is in its editor, else on disk; undefined when there is none. */
async function textOf(uri: Uri): Promise<string | undefined> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open && !open.isClosed) return open.getText();
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
