import { commands, EventEmitter, l10n, workspace, type Disposable, type ViewBadge } from 'vscode';
import { count } from '../presentation/format';
import { hasOpenChanges } from '../presentation/runView';
import type { PlanApprovals } from './approval/planApprovals';
import type { ChangeChoice } from './changes/changeChoice';
import { contextKeys, type ContextKey } from './contributions';
import { disposeAll } from './disposeAll';
import type { ConfigurationProblems } from './problems/configurationProblems';
import type { FindingProblems } from './problems/findingProblems';
import type { RunStore } from './runStore';

/** What the last look at the workspace found. */
export interface Found {
  readonly prd: boolean;
  readonly missingClis: readonly string[];
  readonly hasRuns: boolean;
}

/** The words and marks around the views: context keys for `when` clauses, the banner above the tree, its badge. */
export class Overview implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly keys = new Map<ContextKey, unknown>();
  private found: Found | undefined;
  private readonly listeners: readonly Disposable[];

  constructor(
    private readonly runs: RunStore,
    private readonly approvals: PlanApprovals,
    private readonly choice: ChangeChoice,
    private readonly configuration: ConfigurationProblems,
    private readonly findings: FindingProblems,
    private readonly rehearsal: { readonly notice: string | undefined },
  ) {
    this.listeners = [
      approvals.onDidChange(() => this.update()),
      choice.onDidChange(() => this.update()),
      configuration.onDidChange(() => this.update()),
      findings.onDidChange(() => this.update()),
      runs.onDidChange(({ event, delta }) => {
        if (event?.type === 'run-start' || event?.type === 'run-end' || (!event && !delta)) this.update();
      }),
      workspace.onDidGrantWorkspaceTrust(() => this.update()),
    ];
  }

  show(found: Found): void {
    this.found = found;
    this.update();
  }

  /** One sentence above the Workstreams tree. */
  get notice(): string | undefined {
    const banner = this.configuration.banner;
    if (banner !== undefined) return banner;
    if (!workspace.isTrusted) {
      return l10n.t('Restricted mode: you can read sections and past runs. Trust the workspace to run models.');
    }
    const rehearsal = this.rehearsal.notice;
    if (rehearsal !== undefined) return rehearsal;
    const missing = this.found?.missingClis ?? [];
    if (missing.length > 0 && this.found?.hasRuns) {
      return l10n.t('No model CLI found. Looked for {0} on your PATH.', missing.join(', '));
    }
    return undefined;
  }

  /** What waits for the user. */
  get badge(): ViewBadge | undefined {
    const plans = this.approvals.size;
    const findings = this.findings.size;
    if (plans + findings === 0) return undefined;
    const texts = [
      ...(plans > 0 ? [`${count(plans, 'plan')} to approve`] : []),
      ...(findings > 0 ? [`${count(findings, 'finding')} in Problems`] : []),
    ];
    return { value: plans + findings, tooltip: texts.join(', ') };
  }

  dispose(): void {
    disposeAll(this.listeners);
    this.changed.dispose();
  }

  private update(): void {
    const current = this.choice.current();
    this.set('state', this.state());
    this.set('running', this.runs.own().length > 0);
    this.set('approval', this.approvals.size > 0);
    this.set('hasChanges', current !== undefined && hasOpenChanges(current));
    this.set('applied', current?.applied !== undefined);
    this.set('hasRuns', this.found?.hasRuns === true || this.runs.newest(() => true) !== undefined);
    this.changed.fire();
  }

  private state(): string {
    if (!this.found) return 'loading';
    if (!this.found.prd) return 'no-prd';
    return this.found.missingClis.length > 0 ? 'no-cli' : 'ready';
  }

  private set(key: ContextKey, value: unknown): void {
    if (this.keys.get(key) === value) return;
    this.keys.set(key, value);
    void commands.executeCommand('setContext', contextKeys[key], value);
  }
}
