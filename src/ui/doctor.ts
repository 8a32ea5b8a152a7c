import {
  commands,
  EventEmitter,
  l10n,
  ProgressLocation,
  Uri,
  window,
  workspace,
  type Disposable,
  type TextDocumentContentProvider,
} from 'vscode';
import type { DoctorReport } from '../core/diagnosis';
import type { Engine } from '../orchestration/engine';
import { doctorMarkdown, doctorSummary } from '../presentation/doctorText';
import { commandIds, contextKeys, doctorScheme } from './contributions';
import type { DoctorMemory } from './doctorMemory';

const uri = Uri.from({ scheme: doctorScheme, path: '/MAO Doctor.md' });

/** Has the engine look at everything that a run needs, and shows its report as rendered markdown, always at the same place. */
export class Doctor implements TextDocumentContentProvider, Disposable {
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registration: Disposable;
  private text = '';

  constructor(
    private readonly engine: () => Promise<Engine>,
    private readonly memory: DoctorMemory,
  ) {
    this.registration = workspace.registerTextDocumentContentProvider(doctorScheme, this);
  }

  provideTextDocumentContent(): string {
    return this.text;
  }

  /** Resolves when the report is shown; what the user chooses to do about it goes on by itself. */
  async examine(options: { readonly probe: boolean }): Promise<void> {
    const title = options.probe
      ? l10n.t('MAO asks each CLI for one word…')
      : l10n.t('MAO looks at CLIs, git, PRD and configuration…');
    const location = ProgressLocation.Notification;
    const report = await window.withProgress({ location, title, cancellable: true }, async (_, token) => {
      const cancel = new AbortController();
      token.onCancellationRequested(() => cancel.abort());
      const engine = await this.engine();
      const found = await engine.diagnose(options, cancel.signal);
      return cancel.signal.aborted ? undefined : found;
    });
    if (!report) return;
    await this.memory.keep(report, new Date());
    this.text = doctorMarkdown(report);
    this.changed.fire(uri);
    void commands.executeCommand('setContext', contextKeys.doctorAsked, true);
    await show();
    void this.offer(report, options.probe);
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }

  /** What one may do next, by commands, which tell what goes wrong. */
  private async offer(report: DoctorReport, probed: boolean): Promise<void> {
    const [askModels, lookAgain] = [l10n.t('Ask Models'), l10n.t('Look Again')];
    const buttons = [lookAgain, ...(report.reachable.length > 0 && !probed ? [askModels] : [])];
    const tell = report.state === 'failed' ? window.showWarningMessage : window.showInformationMessage;
    const chosen = await tell(`MAO: Doctor. ${doctorSummary(report)}`, ...buttons);
    if (chosen === lookAgain) await commands.executeCommand(commandIds.doctor);
    if (chosen === askModels) await commands.executeCommand(commandIds.doctor, 'probe');
  }
}

async function show(): Promise<void> {
  try {
    await commands.executeCommand('markdown.showPreview', uri);
  } catch {
    await window.showTextDocument(uri);
  }
}
