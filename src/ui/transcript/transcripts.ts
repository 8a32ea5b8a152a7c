import { basename, join } from 'node:path';
import { EventEmitter, l10n, Uri, window, workspace, type Disposable, type TextDocumentContentProvider } from 'vscode';
import type { RunState } from '../../core/runState';
import type { Engine } from '../../orchestration/engine';
import { transcriptChoices, transcriptText } from '../../presentation/transcripts';
import { transcriptScheme } from '../contributions';
import { disposeAll } from '../disposeAll';
import type { KnownRun, RunStore } from '../runStore';
import { readTail } from './readTail';

/** More of a transcript is not put into an editor: the window must not wait for it. */
const maxBytes = 4 * 1024 * 1024;
const refreshMs = 1000;

/** The transcripts of attempts as read-only documents; those of attempts under way go on while they are open. */
export class Transcripts implements TextDocumentContentProvider, Disposable {
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;
  private readonly listeners: readonly Disposable[];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly engine: () => Promise<Engine>,
    runs: RunStore,
    private readonly load: (runId: string) => Promise<KnownRun | undefined>,
  ) {
    this.listeners = [
      workspace.registerTextDocumentContentProvider(transcriptScheme, this),
      runs.onDidChange(({ runId }) => this.soon(runId)),
    ];
  }

  /** Opens the transcript of the column `key`; asks which one when there are several attempts. */
  async open(state: RunState, key: string): Promise<void> {
    const items = transcriptChoices(state, key);
    const title = l10n.t('Open transcript');
    const chosen =
      items.length > 1 ? await window.showQuickPick(items, { title, placeHolder: l10n.t('Which attempt?') }) : items[0];
    if (!chosen) return;
    const uri = Uri.from({ scheme: transcriptScheme, path: `/${state.runId}/${chosen.name}.log` });
    await window.showTextDocument(uri, { preview: true });
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const [, runId = '', file = ''] = uri.path.split('/');
    const name = basename(file, '.log');
    const run = await this.load(runId);
    if (!run) return '';
    const path = join((await this.engine()).runDirectory(runId), 'transcripts', `${name}.jsonl`);
    return transcriptText(run.state, name, await readTail(path, maxBytes));
  }

  dispose(): void {
    clearTimeout(this.timer);
    disposeAll(this.listeners);
    this.changed.dispose();
  }

  private soon(runId: string): void {
    if (this.timer || !this.openOf(runId).length) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      for (const uri of this.openOf(runId)) this.changed.fire(uri);
    }, refreshMs);
  }

  private openOf(runId: string): readonly Uri[] {
    return workspace.textDocuments
      .filter(({ uri, isClosed }) => !isClosed && uri.scheme === transcriptScheme && uri.path.startsWith(`/${runId}/`))
      .map(({ uri }) => uri);
  }
}
