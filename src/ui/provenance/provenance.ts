import {
  commands,
  Hover,
  l10n,
  languages,
  Range,
  window,
  workspace,
  type Disposable,
  type Memento,
  type Position,
  type TextDocument,
  type TextEditor,
} from 'vscode';
import type { Logger } from '../../core/ports/logger';
import type { RunState } from '../../core/runState';
import type { Engine } from '../../orchestration/engine';
import { appliedRun, isNamed, markLines, originOf, type Family, type MarkedLines } from '../../presentation/provenance';
import { contextKeys } from '../contributions';
import { disposeAll } from '../disposeAll';
import { fileIn, mainFolder } from '../folder';
import type { RunStore } from '../runStore';
import { createProvenanceDecorations, type ProvenanceDecorations } from './provenanceDecorations';
import { provenanceHover } from './provenanceHover';
import { ProvenanceSource } from './provenanceSource';

const settleMs = 100;
const namedWithin = 5;
const roomyChars = 60;
const shownKey = 'mao.provenance';
const inWorkspace: ReadonlySet<string> = new Set(['changes-applied', 'changes-reverted']);

/**
 * Shows which model wrote which lines of the open files: as decorations that follow edits, with a hover. Off until the user
 * switches it on; then on in this workspace until switched off. Reads nothing before that.
 */
export class Provenance implements Disposable {
  private readonly source: ProvenanceSource;
  private decorations: ProvenanceDecorations | undefined;
  private readonly marks = new WeakMap<TextDocument, readonly MarkedLines[]>();
  private readonly files = new Set<string>();
  private readonly listeners: readonly Disposable[];
  private hovers: Disposable | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    engine: () => Promise<Engine>,
    runs: RunStore,
    private readonly memento: Memento,
    private readonly logger: Logger,
  ) {
    this.source = new ProvenanceSource(engine, runs);
    this.listeners = [
      window.onDidChangeVisibleTextEditors(() => this.drawSoon()),
      workspace.onDidChangeTextDocument(() => this.drawSoon()),
      runs.onDidChange(({ runId, event, delta }) => {
        if (event ? !inWorkspace.has(event.type) : delta) return;
        const state = runs.get(runId)?.state;
        if (state) this.offer(state);
        this.source.forget();
        this.drawSoon();
      }),
    ];
    if (this.isShown) this.start();
  }

  get isShown(): boolean {
    return this.memento.get<boolean>(shownKey) === true;
  }

  /** Switches the marks on or off; tells the user when the file in front has none. */
  async show(shown: boolean): Promise<void> {
    await this.memento.update(shownKey, shown);
    if (!shown) {
      this.stop();
      return;
    }
    this.source.forget();
    this.start();
    await this.draw();
    const editor = window.activeTextEditor;
    if (!editor || (this.marks.get(editor.document) ?? []).length > 0) return;
    const name = workspace.asRelativePath(editor.document.uri);
    void window.showInformationMessage(
      l10n.t('No line of {0} is as an applied run wrote it. Marks show in files that MAO changed.', name),
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    disposeAll(this.listeners);
    this.stop();
  }

  private start(): void {
    if (this.hovers) return;
    this.decorations = createProvenanceDecorations();
    this.hovers = languages.registerHoverProvider(
      { scheme: 'file' },
      { provideHover: (document, position) => this.hover(document, position) },
    );
    this.setContext('provenanceShown', true);
    this.drawSoon();
  }

  private stop(): void {
    this.hovers?.dispose();
    this.hovers = undefined;
    this.decorations?.dispose();
    this.decorations = undefined;
    this.setContext('provenanceShown', false);
  }

  /** The menus of the files that a run changed offer the marks. */
  private offer(state: RunState): void {
    const folder = mainFolder();
    const run = folder && appliedRun(state);
    if (!run) return;
    for (const path of run.hunks.keys()) this.files.add(fileIn(folder, path).fsPath);
    this.setContext('provenanceFiles', [...this.files]);
  }

  private setContext(key: 'provenanceShown' | 'provenanceFiles', value: unknown): void {
    void commands.executeCommand('setContext', contextKeys[key], value);
  }

  private drawSoon(): void {
    if (!this.hovers) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.draw().catch((error: unknown) => this.logger.error('Who wrote what could not be shown', error));
    }, settleMs);
  }

  private async draw(): Promise<void> {
    const familyOf = await this.source.familyOf();
    await Promise.all(window.visibleTextEditors.map((editor) => this.drawIn(editor, familyOf)));
  }

  private async drawIn(editor: TextEditor, familyOf: (model: string) => Family): Promise<void> {
    const { document } = editor;
    const path = pathOf(document);
    if (path === undefined) return;
    const layers = await this.source.of(path);
    const marks = layers.length === 0 ? [] : markLines(document.getText(), layers);
    this.marks.set(document, marks);
    const { decorations } = this;
    if (!decorations) return;
    for (const [family, decoration] of decorations.bars) {
      const own = marks.filter(({ model }) => familyOf(model) === family);
      editor.setDecorations(
        decoration,
        own.map(({ start, end }) => new Range(start, 0, end, 0)),
      );
    }
    editor.setDecorations(
      decorations.names,
      marks.filter(isNamed).map(({ start, end, model, workstream }) => ({
        range: nameRange(document, start, end),
        renderOptions: { after: { contentText: `${model} · ${workstream}` } },
      })),
    );
  }

  private async hover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const mark = (this.marks.get(document) ?? []).find(
      ({ start, end }) => start <= position.line && position.line <= end,
    );
    const path = pathOf(document);
    const run = mark && (await this.source.run(mark.runId));
    if (!run || path === undefined) return undefined;
    return new Hover(provenanceHover(mark, originOf(run.state, mark, path), path), document.lineAt(position).range);
  }
}

/** Behind which line the name stands: the first of the first few that leaves room for it. */
function nameRange(document: TextDocument, start: number, end: number): Range {
  for (let line = start; line <= Math.min(end, start + namedWithin); line++) {
    const { range } = document.lineAt(line);
    if (range.end.character <= roomyChars) return range;
  }
  return document.lineAt(start).range;
}

/** The path of a file of the workspace from its folder; undefined for any other document. */
function pathOf({ uri }: TextDocument): string | undefined {
  const folder = mainFolder();
  if (uri.scheme !== 'file' || !folder || workspace.getWorkspaceFolder(uri) !== folder) return undefined;
  return workspace.asRelativePath(uri, false);
}
