import {
  CodeLens,
  EventEmitter,
  languages,
  Range,
  Uri,
  window,
  workspace,
  type CodeLensProvider,
  type DiagnosticCollection,
  type Disposable,
  type TextDocument,
} from 'vscode';
import type { Plan } from '../../core/plan';
import { commandIds } from '../contributions';
import { disposeAll } from '../disposeAll';
import { toDiagnostics } from '../problems/diagnostics';
import type { PlanFormat } from './planFormat';
import type { PendingPlan, PlanApprovals } from './planApprovals';

/**
 * The plan as an editor: a markdown file in the run's folder with Approve and Cancel above its first line, and problems
 * while the user types. What the file says when they approve is what runs.
 */
export class PlanEditor implements CodeLensProvider, Disposable {
  private readonly lensesChanged = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.lensesChanged.event;
  private readonly listeners: readonly Disposable[];

  constructor(
    private readonly approvals: PlanApprovals,
    private readonly format: PlanFormat,
    private readonly diagnostics: DiagnosticCollection,
  ) {
    this.listeners = [
      languages.registerCodeLensProvider({ scheme: 'file', pattern: '**/plan.md' }, this),
      workspace.onDidChangeTextDocument(({ document }) => this.check(document)),
      approvals.onDidChange(() => this.lensesChanged.fire()),
    ];
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    const pending = this.approvals.findByDocument(document.uri);
    if (!pending) return [];
    const top = new Range(0, 0, 0, 0);
    const lens = (title: string, command: string) => new CodeLens(top, { title, command, arguments: [pending.runId] });
    return [lens('$(check) Approve', commandIds.approvePlan), lens('$(close) Cancel', commandIds.cancelPlan)];
  }

  /** Writes the plan into the run's folder and opens it. */
  async open(pending: PendingPlan, runDirectory: string): Promise<void> {
    if (!pending.document) {
      const uri = Uri.joinPath(Uri.file(runDirectory), 'plan.md');
      const text = this.format.render(pending.plan, pending.source, pending.registry);
      await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
      pending.document = { uri, text };
    }
    await window.showTextDocument(pending.document.uri, { preview: false });
    this.lensesChanged.fire();
  }

  /** The plan as it stands in the editor; undefined when it has errors, which are then shown. */
  async read(pending: PendingPlan): Promise<Plan | undefined> {
    if (!pending.document) return pending.plan;
    const document = await workspace.openTextDocument(pending.document.uri);
    if (document.getText() === pending.document.text) return pending.plan;
    const { plan, problems } = this.format.read(document.getText(), pending.plan, pending.registry);
    this.diagnostics.set(document.uri, toDiagnostics(problems));
    if (problems.every((problem) => problem.severity !== 'error')) {
      await document.save();
      return plan;
    }
    await window.showTextDocument(document, { preview: false });
    const first = problems.find((problem) => problem.severity === 'error');
    void window.showWarningMessage(`The plan can not run yet. Line ${first?.line ?? 1}: ${first?.message ?? ''}`);
    return undefined;
  }

  dispose(): void {
    disposeAll(this.listeners);
    this.lensesChanged.dispose();
  }

  private check(document: TextDocument): void {
    const pending = this.approvals.findByDocument(document.uri);
    if (!pending) return;
    const { problems } = this.format.read(document.getText(), pending.plan, pending.registry);
    this.diagnostics.set(document.uri, toDiagnostics(problems));
  }
}
