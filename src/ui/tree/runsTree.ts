import { EventEmitter, MarkdownString, TreeItem, TreeItemCollapsibleState, type Disposable } from 'vscode';
import type { Logger } from '../../core/ports/logger';
import type { RunEventType } from '../../core/runEvent';
import type { Engine } from '../../orchestration/engine';
import { runDays, type RunDay, type RunRow } from '../../presentation/runDays';
import { commandIds } from '../contributions';
import { disposeAll } from '../disposeAll';
import { mainFolder } from '../folder';
import type { RunStore } from '../runStore';
import { themeIcon } from './nodes';

const coalesceMs = 100;

/** A node of the Runs view: a day, or one of its runs. */
export type RunsNode =
  | { readonly kind: 'day'; readonly day: RunDay; readonly open: boolean }
  | { readonly kind: 'run'; readonly runId: string; readonly row: RunRow };

/** What a row of the list tells of. */
const shown: ReadonlySet<RunEventType> = new Set<RunEventType>([
  ...(['run-start', 'run-end', 'changes-applied', 'changes-reverted', 'changes-discarded'] as const),
]);

/** The Runs view: every run of the workspace by day, read from the ends of their logs. */
export class RunsTree implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private timer: NodeJS.Timeout | undefined;
  private readonly listeners: readonly Disposable[];

  constructor(
    private readonly engine: () => Promise<Engine>,
    runs: RunStore,
    private readonly logger: Logger,
  ) {
    this.listeners = [
      runs.onDidChange(({ event, delta }) => {
        if (event ? shown.has(event.type) : !delta) this.refresh();
      }),
    ];
  }

  /** Reads the list anew, soon. */
  refresh(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.changed.fire();
    }, coalesceMs);
  }

  async children(node: RunsNode | undefined): Promise<RunsNode[]> {
    if (node) return node.kind === 'day' ? node.day.rows.map((row) => ({ kind: 'run', runId: row.runId, row })) : [];
    if (!mainFolder()) return [];
    const days = await this.days();
    return days.map((day, index) => ({ kind: 'day', day, open: index === 0 }));
  }

  item(node: RunsNode): TreeItem {
    if (node.kind === 'day') {
      const { Expanded, Collapsed } = TreeItemCollapsibleState;
      const item = new TreeItem(node.day.label, node.open ? Expanded : Collapsed);
      item.id = node.day.id;
      item.description = String(node.day.rows.length);
      item.contextValue = 'day';
      return item;
    }
    const { row } = node;
    const item = new TreeItem(row.label);
    item.id = row.runId;
    item.description = row.description;
    item.tooltip = new MarkdownString(row.tooltip);
    item.iconPath = themeIcon(row.icon);
    item.contextValue = row.context;
    item.accessibilityInformation = { label: row.accessibleLabel, role: 'treeitem' };
    item.command = { command: commandIds.openRun, title: 'Open run', arguments: [row.runId] };
    return item;
  }

  dispose(): void {
    clearTimeout(this.timer);
    disposeAll(this.listeners);
    this.changed.dispose();
  }

  private async days(): Promise<readonly RunDay[]> {
    const engine = await this.engine();
    const [runs, sections] = await Promise.all([engine.listRuns(), this.titles(engine)]);
    return runDays(runs, new Date(), (number) => sections.get(number));
  }

  private async titles(engine: Engine): Promise<ReadonlyMap<string, string>> {
    try {
      const { prd } = await engine.findPrd();
      return new Map((prd?.sections ?? []).map(({ number, title }) => [number, title]));
    } catch (error) {
      this.logger.warn(`The runs are shown without titles: ${String(error)}`);
      return new Map();
    }
  }
}
