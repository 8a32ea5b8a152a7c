import {
  CodeLens,
  EventEmitter,
  l10n,
  languages,
  Range,
  type CodeLensProvider,
  type Disposable,
  type TextDocument,
} from 'vscode';
import { planFigures, problemFigures } from '../../presentation/planFigures';
import type { PlanApprovals } from '../approval/planApprovals';
import type { PlanEditor } from '../approval/planEditor';
import { commandIds, planLanguage } from '../contributions';
import { disposeAll } from '../disposeAll';
import type { KnownRun } from '../runStore';

const top = new Range(0, 0, 0, 0);

/** The run in whose folder a plan document lies. */
const runOf = (path: string) => /\/runs\/([^/]+)\/plan\.md$/.exec(path)?.[1];

/** What can be done with a plan, and what it promises as it stands, above its first line. */
export class PlanLenses implements CodeLensProvider, Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly listeners: readonly Disposable[];

  constructor(
    private readonly approvals: PlanApprovals,
    private readonly editor: PlanEditor,
    private readonly load: (runId: string) => Promise<KnownRun | undefined>,
  ) {
    this.listeners = [
      languages.registerCodeLensProvider({ language: planLanguage }, this),
      editor.onDidChange(() => this.changed.fire()),
      approvals.onDidChange(() => this.changed.fire()),
    ];
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    const pending = this.approvals.findByDocument(document.uri);
    if (!pending) return this.interrupted(document);
    const { runId } = pending;
    const { plan, problems } = this.editor.readDocument(document, pending);
    const figures = problemFigures(problems);
    const lens = (title: string, tooltip: string, command: string, ...args: readonly unknown[]) =>
      new CodeLens(top, { title, tooltip, command, arguments: [...args] });
    return [
      lens(l10n.t('$(check) Approve'), l10n.t('Runs the plan as it stands here'), commandIds.approvePlan, runId),
      lens(
        l10n.t('$(refresh) Re-plan'),
        l10n.t('Say what is to be different, and the orchestrator plans again'),
        commandIds.replan,
        runId,
      ),
      lens(l10n.t('$(close) Cancel'), l10n.t('Ends the run; nothing was written yet'), commandIds.cancelPlan, runId),
      ...(figures === undefined
        ? []
        : [lens(`$(warning) ${figures}`, l10n.t('Go to the next problem'), 'editor.action.marker.next')]),
      lens(
        planFigures(plan, pending.plan),
        l10n.t('Expected diversity of 100: how mixed the models are, by vendor and by model'),
        '',
      ),
    ];
  }

  dispose(): void {
    disposeAll(this.listeners);
    this.changed.dispose();
  }

  /** A plan that was neither approved nor turned down when its window went away can be asked about again. */
  private async interrupted(document: TextDocument): Promise<CodeLens[]> {
    const runId = runOf(document.uri.path);
    const run = runId === undefined ? undefined : await this.load(runId);
    if (!run || run.live || run.state.planApproved || !run.state.plan || run.state.command !== 'develop') return [];
    const title = l10n.t('$(debug-continue) Resume Run');
    const tooltip = l10n.t('The run stopped before this plan was approved. Go on with the plan as it stands here');
    return [new CodeLens(top, { title, tooltip, command: commandIds.resume, arguments: [runId] })];
  }
}
