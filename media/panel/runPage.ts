import type { PanelAction, StreamSnapshot } from '../../src/presentation/panelMessages';
import type { PanelView } from '../../src/presentation/panelView';
import type { StreamItem } from '../../src/presentation/ringBuffer';
import { ColumnsView } from './columnsView';
import { element } from './dom';
import { HeaderView } from './headerView';
import {
  createChangesPart,
  createChecksPart,
  createConflictsPart,
  createRemarksPart,
  createReportPart,
} from './outcomeParts';
import { createPlanPart } from './planPart';

export interface PageActions {
  readonly act: (action: PanelAction) => void;
  readonly openFile: (path: string) => void;
  readonly select: (key: string) => void;
}

/** The whole run panel: takes snapshots and updates, keeps time while the run is under way. */
export class RunPage {
  private readonly header: HeaderView;
  private readonly plan = createPlanPart();
  private readonly tasks: ColumnsView;
  private readonly columns: ColumnsView;
  private readonly conflicts = createConflictsPart();
  private readonly checks = createChecksPart();
  private readonly changes;
  private readonly remarks = createRemarksPart();
  private readonly report = createReportPart();
  private readonly taskBox: HTMLDetailsElement;
  private view: PanelView | undefined;
  private offset = 0;
  private timer: number | undefined;

  constructor(
    private readonly root: HTMLElement,
    tab: string | undefined,
    actions: PageActions,
  ) {
    this.header = new HeaderView(actions.act);
    this.columns = new ColumnsView(tab, actions.select);
    this.tasks = new ColumnsView(undefined, () => undefined);
    this.changes = createChangesPart(actions.openFile);
    this.taskBox = element(
      'details',
      { class: 'part tasks' },
      element('summary', {}, element('h2', {}, 'Orchestration')),
    );
    this.taskBox.append(this.tasks.root);
  }

  replace(view: PanelView, streams: readonly StreamSnapshot[], sentAt: string): void {
    this.offset = Date.parse(sentAt) - Date.now();
    this.root.replaceChildren(
      this.header.root,
      element(
        'div',
        { class: 'body' },
        ...[this.plan.root, this.taskBox, this.columns.root, this.conflicts.root, this.checks.root],
        ...[this.changes.root, this.report.root, this.remarks.root],
      ),
    );
    this.root.setAttribute('aria-busy', 'false');
    this.show(view);
    const known = new Map(streams.map((stream) => [stream.key, stream]));
    for (const column of [...this.columns.all(), ...this.tasks.all()]) {
      const stream = known.get(column.key);
      column.stream.reset(stream?.items ?? [], stream?.cut ?? false);
      if (stream?.lastAt !== undefined) column.heard(Date.parse(stream.lastAt));
    }
    this.tick();
  }

  update(
    view: PanelView | undefined,
    deltas: readonly { readonly key: string; readonly items: readonly StreamItem[] }[],
    sentAt: string,
  ): void {
    if (view) this.show(view);
    for (const { key, items } of deltas) {
      const column = this.columns.get(key) ?? this.tasks.get(key);
      column?.stream.append(items);
      column?.heard(Date.parse(sentAt));
    }
    if (view) this.tick();
  }

  missing(runId: string): void {
    this.root.replaceChildren(
      element('p', { class: 'empty' }, `The log of run ${runId} is gone, so there is nothing to show.`),
    );
    this.root.setAttribute('aria-busy', 'false');
  }

  private show(view: PanelView): void {
    const planning = view.columns.length === 0;
    if (this.view === undefined || planning !== (this.view.columns.length === 0)) this.taskBox.open = planning;
    this.view = view;
    this.header.show(view);
    this.plan.show(view.plan);
    this.tasks.show(view.tasks);
    this.taskBox.hidden = view.tasks.length === 0;
    this.columns.show(view.columns);
    this.conflicts.show(view.conflicts);
    this.checks.show({ checks: view.checks, culprit: view.culprit, repairs: view.repairs });
    this.changes.show(view.changes);
    this.report.show(view.report);
    this.remarks.show(view.remarks);
    this.keepTime(view.durationMs === undefined);
  }

  /** A timer only while there is time to show. */
  private keepTime(runs: boolean): void {
    if (runs) this.timer ??= window.setInterval(() => this.tick(), 1000);
    else if (this.timer !== undefined) {
      window.clearInterval(this.timer);
      this.timer = undefined;
    }
  }

  private tick(): void {
    if (!this.view) return;
    const now = new Date(Date.now() + this.offset);
    this.header.tick(this.view, now);
    for (const column of [...this.columns.all(), ...this.tasks.all()]) column.tick(now);
  }
}
