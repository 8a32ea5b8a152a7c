import {
  EventEmitter,
  l10n,
  languages,
  Range,
  TabInputText,
  Uri,
  ViewColumn,
  window,
  workspace,
  type Disposable,
  type Tab,
  type TextDocument,
} from 'vscode';
import type { Plan } from '../../core/plan';
import type { Logger } from '../../core/ports/logger';
import { readPlanDocument, type ReadPlan } from '../../planning/readPlanDocument';
import { planLanguage } from '../contributions';
import { disposeAll } from '../disposeAll';
import { plainText, writePlanDocument } from '../plan/planDocument';
import { toDiagnostics } from '../problems/diagnostics';
import type { AnsweredPlan, PendingPlan, PlanApprovals } from './planApprovals';

const tabsOf = (uri: Uri): readonly Tab[] =>
  window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString());

/**
 * The plan as an editor: a document in the run's folder that opens when a plan waits, has its problems while the user types,
 * and closes when they have answered. What it says when they approve is what runs.
 */
export class PlanEditor implements Disposable {
  private readonly diagnostics = languages.createDiagnosticCollection('mao-plan');
  private readonly changed = new EventEmitter<void>();
  /** What is said above a plan may be another now. */
  readonly onDidChange = this.changed.event;
  private readonly written = new WeakMap<PendingPlan, Promise<void>>();
  private readonly listeners: readonly Disposable[];

  constructor(
    private readonly approvals: PlanApprovals,
    private readonly directoryOf: (runId: string) => Promise<string>,
    private readonly logger: Logger,
  ) {
    this.listeners = [
      workspace.onDidChangeTextDocument(({ document }) => this.check(document)),
      approvals.onDidAsk((pending) => {
        this.open(pending, true).catch((error: unknown) => logger.error('The plan could not be shown', error));
      }),
      approvals.onDidAnswer((answered) => void this.settle(answered)),
    ];
  }

  /** Opens the waiting plan: beside what the user looks at and without taking the keyboard, or before them. */
  async open(pending: PendingPlan, beside = false): Promise<void> {
    await this.write(pending);
    if (!pending.document || this.approvals.find(pending.runId) !== pending) return;
    const document = await workspace.openTextDocument(pending.document.uri);
    if (document.languageId !== planLanguage) await languages.setTextDocumentLanguage(document, planLanguage);
    const [shown] = tabsOf(document.uri);
    const viewColumn = shown?.group.viewColumn ?? (beside ? ViewColumn.Beside : ViewColumn.Active);
    await window.showTextDocument(document, { viewColumn, preview: false, preserveFocus: beside });
    this.check(document);
    this.changed.fire();
  }

  /** What the document says now, with its problems; the plan as proposed where there is no document. */
  async present(pending: PendingPlan): Promise<ReadPlan> {
    await this.written.get(pending);
    if (!pending.document) return { plan: pending.plan, problems: [] };
    return this.readDocument(await workspace.openTextDocument(pending.document.uri), pending);
  }

  /** The plan as it stands in the editor, to be carried out; undefined when it has errors, which are then shown. */
  async read(pending: PendingPlan): Promise<Plan | undefined> {
    const { plan, problems } = await this.present(pending);
    const first = problems.find((problem) => problem.severity === 'error');
    if (!first || !pending.document) return plan;
    const place = new Range(first.line - 1, first.column - 1, first.line - 1, first.column - 1);
    await this.open(pending);
    await window.showTextDocument(pending.document.uri, { preview: false, selection: place });
    void window.showWarningMessage(l10n.t('The plan can not run yet. Line {0}: {1}', first.line, first.message));
    return undefined;
  }

  /** The document's plan and problems, without a look at the disk. */
  readDocument(document: TextDocument, pending: PendingPlan): ReadPlan {
    const text = plainText(document);
    if (text === pending.document?.text) return { plan: pending.plan, problems: [] };
    return readPlanDocument(text, pending.plan, pending.registry);
  }

  dispose(): void {
    disposeAll(this.listeners);
    this.diagnostics.dispose();
    this.changed.dispose();
  }

  /** Makes the document, once; who comes meanwhile waits for it. A failure is not kept. */
  private async write(pending: PendingPlan): Promise<void> {
    const known = this.written.get(pending);
    if (known) return known;
    const written = this.directoryOf(pending.runId).then((directory) => writePlanDocument(pending, directory));
    this.written.set(pending, written);
    written.catch(() => this.written.delete(pending));
    return written;
  }

  private check(document: TextDocument): void {
    const pending = this.approvals.findByDocument(document.uri);
    if (!pending) return;
    this.diagnostics.set(document.uri, toDiagnostics(this.readDocument(document, pending).problems));
    this.changed.fire();
  }

  /** A plan that was answered needs no editor any more, unless another one comes in its place. */
  private async settle({ pending, again }: AnsweredPlan): Promise<void> {
    if (!pending.document) return;
    const { uri } = pending.document;
    this.diagnostics.delete(uri);
    this.changed.fire();
    if (again) return;
    try {
      await workspace.textDocuments.find((document) => document.uri.toString() === uri.toString())?.save();
      // An edited plan that starts other commands is asked about once more, in the same editor.
      if (!this.approvals.find(pending.runId)) await window.tabGroups.close(tabsOf(uri));
    } catch (error) {
      this.logger.error('The plan could not be closed', error);
    }
  }
}
