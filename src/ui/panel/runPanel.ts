import { Uri, type Disposable, type WebviewPanel } from 'vscode';
import type { Logger } from '../../core/ports/logger';
import {
  readPanelMessage,
  type FromPanel,
  type PanelAction,
  type StreamSnapshot,
  type ToPanel,
  type WorkstreamAction,
} from '../../presentation/panelMessages';
import type { PanelView } from '../../presentation/panelView';
import { StreamFlusher, type Flush } from '../../presentation/streamFlusher';
import { panelView, runTitle } from '../../presentation/runView';
import { disposeAll } from '../disposeAll';
import type { KnownRun, RunStore } from '../runStore';
import { panelHtml } from './panelHtml';

const maxSnapshot = 256 * 1024;

/** After these the report is another one. */
const renewsReport: ReadonlySet<string> = new Set([
  'report-written',
  'changes-applied',
  'changes-reverted',
  'changes-discarded',
]);

export interface RunPanelOptions {
  readonly extensionUri: Uri;
  readonly runs: RunStore;
  readonly logger: Logger;
  /** Reads the run from its log when this window does not know it yet. */
  readonly load: (runId: string) => Promise<KnownRun | undefined>;
  readonly readReport: (runId: string) => Promise<string | undefined>;
  readonly act: (runId: string, action: PanelAction) => void;
  readonly actOnWorkstream: (runId: string, key: string, action: WorkstreamAction) => void;
  /** Opens a place of the workspace, or a finding where it stands now. */
  readonly openPlace: (place: Extract<FromPanel, { type: 'open-place' }>) => void;
  readonly openFile: (runId: string, path: string) => void;
  /** Changes what is drawn, where the panel shows a run otherwise than as it is (a replay). */
  readonly dress?: (view: PanelView) => PanelView;
}

/** One run panel: the host keeps the state, the page only draws it. A hidden page gets nothing, a shown one a snapshot. */
export class RunPanel implements Disposable {
  private readonly flusher: StreamFlusher;
  private readonly listeners: readonly Disposable[];
  private report: string | undefined;

  constructor(
    readonly runId: string,
    private readonly panel: WebviewPanel,
    private readonly options: RunPanelOptions,
  ) {
    this.flusher = new StreamFlusher({
      schedule: (run, ms) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      post: (flush) => this.post(flush),
      now: () => performance.now(),
    });
    this.listeners = [
      options.runs.onDidChange((change) => {
        if (change.runId !== runId) return;
        if (change.delta) this.flusher.add(change.delta);
        if (change.event || !change.delta) this.flusher.touch();
        if (change.event && renewsReport.has(change.event.type)) this.guard(this.readReport());
      }),
      panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.flusher.stop();
      }),
    ];
    panel.webview.options = { enableScripts: true, localResourceRoots: [Uri.joinPath(options.extensionUri, 'dist')] };
    const icon = (theme: string) => Uri.joinPath(options.extensionUri, 'resources', `mao-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    panel.webview.html = panelHtml(panel.webview, options.extensionUri, runId);
  }

  get active(): boolean {
    return this.panel.active;
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  onDidDispose(listener: () => void): Disposable {
    return this.panel.onDidDispose(listener);
  }

  dispose(): void {
    this.flusher.stop();
    disposeAll(this.listeners);
    this.panel.dispose();
  }

  private receive(message: unknown): void {
    const read = readPanelMessage(message);
    if (!read) {
      this.options.logger.warn('A message of the run panel was refused');
      return;
    }
    switch (read.type) {
      case 'ready': {
        this.guard(this.start());
        return;
      }
      case 'ack': {
        this.flusher.acknowledge(read.seq);
        return;
      }
      case 'action': {
        this.options.act(this.runId, read.action);
        return;
      }
      case 'workstream-action': {
        this.options.actOnWorkstream(this.runId, read.key, read.action);
        return;
      }
      case 'open-place': {
        this.options.openPlace(read);
        return;
      }
      case 'open-file': {
        this.options.openFile(this.runId, read.path);
        return;
      }
    }
  }

  private async start(): Promise<void> {
    const run = await this.options.load(this.runId);
    if (!run) {
      const missing: ToPanel = { type: 'missing', runId: this.runId };
      await this.panel.webview.postMessage(missing);
      return;
    }
    this.panel.title = `MAO: ${runTitle(run.state)}`;
    if (run.state.reportFile !== undefined) await this.readReport();
    this.flusher.start();
  }

  private async readReport(): Promise<void> {
    this.report = await this.options.readReport(this.runId);
    this.flusher.touch();
  }

  private post(flush: Flush): void {
    const run = this.options.runs.get(this.runId);
    if (!run) return;
    const sentAt = new Date().toISOString();
    const { seq, deltas } = flush;
    const { dress = (shown: PanelView) => shown } = this.options;
    const view = (): PanelView => dress(panelView(run.state, run.live, this.report, run.elsewhere));
    if (flush.view) this.panel.title = `MAO: ${view().title}`;
    if (flush.kind === 'update') {
      this.send({ type: 'update', seq, sentAt, deltas, ...(flush.view ? { view: view() } : {}) });
      return;
    }
    const shown = view();
    const left = Math.max(0, maxSnapshot - JSON.stringify(shown).length - 1024);
    this.send({ type: 'snapshot', seq, sentAt, view: shown, streams: this.tails(run, left) });
  }

  /** JSON escapes line ends, quotes and more, so the share of plain characters is smaller than what fits. */
  private tails(run: KnownRun, size: number): readonly StreamSnapshot[] {
    for (let share = size * 0.9; ; share *= 0.7) {
      const streams = run.streams.tails(Math.floor(share));
      if (JSON.stringify(streams).length <= size || share < 1024) return streams;
    }
  }

  private send(message: ToPanel): void {
    this.guard(Promise.resolve(this.panel.webview.postMessage(message)));
  }

  private guard(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.options.logger.error('The run panel failed', error));
  }
}
