import { EventEmitter, MarkdownString, TreeItem, TreeItemCollapsibleState, type Disposable } from 'vscode';
import type { Engine } from '../../orchestration/engine';
import { modelRows, nextChange, type ModelRow } from '../../presentation/modelRows';
import { disposeAll } from '../disposeAll';
import type { DoctorMemory } from '../doctorMemory';
import { mainFolder } from '../folder';
import type { RunStore } from '../runStore';
import { themeIcon } from './nodes';

const coalesceMs = 500;
/** A timer can not wait longer; the view looks again then. */
const longestWait = 6 * 60 * 60 * 1000;

/** The Models view: CLIs and models by what is known already; looking at it starts nothing. */
export class ModelsTree implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private timer: NodeJS.Timeout | undefined;
  private wake: NodeJS.Timeout | undefined;
  private readonly listeners: readonly Disposable[];

  constructor(
    private readonly engine: () => Promise<Engine>,
    runs: RunStore,
    private readonly doctor: DoctorMemory,
  ) {
    this.listeners = [
      doctor.onDidChange(() => this.refresh()),
      runs.onDidChange(({ event }) => {
        const type = event?.type;
        if (type === 'attempt-end' || type === 'changes-proposed' || type === 'run-end') this.refresh();
      }),
    ];
  }

  /** Looks anew, soon. */
  refresh(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.changed.fire();
    }, coalesceMs);
  }

  async children(row: ModelRow | undefined): Promise<ModelRow[]> {
    if (row) return [...row.children];
    if (!mainFolder()) return [];
    const clis = await (await this.engine()).listModels();
    const now = new Date();
    this.wakeIn(nextChange(clis, now));
    return [...modelRows(clis, this.doctor.sights, now)];
  }

  item(row: ModelRow): TreeItem {
    const { Collapsed, None } = TreeItemCollapsibleState;
    const item = new TreeItem(row.label, row.children.length > 0 ? Collapsed : None);
    item.id = row.id;
    item.description = row.description;
    item.tooltip = new MarkdownString(row.tooltip);
    item.iconPath = themeIcon(row.icon);
    item.contextValue = row.context;
    item.accessibilityInformation = {
      label: [row.label, row.spoken].filter((part) => part !== '').join(', '),
      role: 'treeitem',
    };
    return item;
  }

  dispose(): void {
    clearTimeout(this.timer);
    clearTimeout(this.wake);
    disposeAll(this.listeners);
    this.changed.dispose();
  }

  /** Looks again when the next rest is over. */
  private wakeIn(ms: number | undefined): void {
    clearTimeout(this.wake);
    this.wake = undefined;
    if (ms === undefined) return;
    this.wake = setTimeout(() => this.changed.fire(), Math.min(ms + 1000, longestWait));
  }
}
