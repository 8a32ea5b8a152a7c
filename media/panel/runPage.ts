import type { PanelAction, StreamSnapshot, WorkstreamAction } from '../../src/presentation/panelMessages';
import type { PanelView } from '../../src/presentation/panelView';
import type { StreamItem } from '../../src/presentation/ringBuffer';
import type { ColumnView } from './columnView';
import { ColumnsView } from './columnsView';
import { element } from './dom';
import { FileLinks } from './fileLinks';
import { FrameWork } from './frameWork';
import { HeaderView } from './headerView';
import { OutcomeView } from './outcomeView';
import { PageClock } from './pageClock';
import { createPlanPart } from './planPart';
import type { OpenPlace } from './qaFindings';
import { createQaPart } from './qaPart';
import { TimelineChart } from './timelineChart';

export interface PageActions {
  readonly act: (action: PanelAction) => void;
  readonly actOnWorkstream: (action: WorkstreamAction, key: string) => void;
  readonly openFile: (path: string) => void;
  readonly openPlace: OpenPlace;
  readonly select: (key: string) => void;
}

/** The whole run panel: takes snapshots and updates, keeps time while the run is under way. */
export class RunPage {
  private readonly work = new FrameWork();
  private readonly links: FileLinks;
  private readonly header: HeaderView;
  private readonly timeline: TimelineChart;
  private readonly plan = createPlanPart();
  private readonly tasks: ColumnsView;
  private readonly columns: ColumnsView;
  private readonly outcome: OutcomeView;
  private readonly qa;
  private readonly taskBox = element('details', { class: 'part tasks' });
  private readonly clock = new PageClock((now) => this.tick(now));
  private view: PanelView | undefined;

  constructor(
    private readonly root: HTMLElement,
    tab: string | undefined,
    actions: PageActions,
  ) {
    this.links = new FileLinks(actions.openFile);
    const tools = { work: this.work, links: this.links, act: actions.actOnWorkstream };
    this.outcome = new OutcomeView(actions.openFile);
    this.qa = createQaPart(actions.openPlace);
    this.header = new HeaderView(actions.act, () => this.outcome.reveal('checks'));
    this.timeline = new TimelineChart(({ key, column }) => this.reveal(key, column));
    this.columns = new ColumnsView('Workstreams', tools, tab, actions.select);
    this.tasks = new ColumnsView('Orchestration', tools, undefined, () => undefined);
    this.taskBox.append(element('summary', {}, element('h2', {}, 'Orchestration')), this.tasks.root);
    this.taskBox.addEventListener('toggle', () => this.tasks.unfold(this.taskBox.open));
  }

  replace(view: PanelView, streams: readonly StreamSnapshot[], sentAt: string): void {
    this.clock.set(sentAt);
    this.work.begin();
    const { timeline, plan, taskBox, columns } = this;
    const parts = [this.qa.root, timeline.root, plan.root, taskBox, columns.root, ...this.outcome.roots];
    this.root.replaceChildren(this.header.root, element('div', { class: 'body' }, ...parts));
    this.root.setAttribute('aria-busy', 'false');
    this.show(view);
    const known = new Map(streams.map((stream) => [stream.key, stream]));
    for (const column of this.allColumns()) {
      const stream = known.get(column.key);
      column.stream.reset(stream?.items ?? [], stream?.cut ?? false);
      if (stream?.lastAt !== undefined) column.heard(Date.parse(stream.lastAt));
    }
    this.tick(this.clock.now());
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
    if (view) this.tick(this.clock.now());
  }

  /** Calls back when all that came so far is drawn. */
  whenDrawn(then: () => void): void {
    this.work.whenDrained(then);
  }

  missing(runId: string): void {
    this.root.replaceChildren(
      element('p', { class: 'empty' }, `The log of run ${runId} is gone, so there is nothing to show.`),
    );
    this.root.setAttribute('aria-busy', 'false');
  }

  private allColumns(): readonly ColumnView[] {
    return [...this.columns.all(), ...this.tasks.all()];
  }

  private show(view: PanelView): void {
    // The tasks are all there is to see until there are workstreams, or a QA's report.
    const onlyTasks = (shown: PanelView) => shown.columns.length === 0 && shown.qa === undefined;
    if (this.view === undefined || onlyTasks(view) !== onlyTasks(this.view)) this.taskBox.open = onlyTasks(view);
    this.view = view;
    const newFiles = this.links.learn(view.files);
    this.header.show(view);
    this.timeline.show(view.timeline, this.clock.now());
    this.plan.show(view.plan);
    this.tasks.show(view.tasks);
    this.tasks.unfold(this.taskBox.open);
    this.taskBox.hidden = view.tasks.length === 0;
    this.columns.show(view.columns);
    this.qa.show(view.qa);
    this.outcome.show(view);
    if (newFiles) for (const column of this.allColumns()) column.stream.relink();
    // Nothing counts while the run waits for the user's word or is over.
    this.clock.run(view.durationMs === undefined && view.state !== 'waiting');
  }

  private reveal(key: string, column: string | undefined): void {
    if (column === undefined) {
      this.outcome.reveal(key);
      return;
    }
    if (this.columns.get(column)) {
      this.columns.reveal(column);
      return;
    }
    this.taskBox.open = true;
    this.tasks.unfold(true);
    this.tasks.reveal(column);
  }

  private tick(now: Date): void {
    if (!this.view) return;
    this.header.tick(this.view, now);
    this.timeline.tick(now);
    for (const column of this.allColumns()) column.tick(now);
  }
}
