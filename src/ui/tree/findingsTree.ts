import {
  commands,
  EventEmitter,
  l10n,
  MarkdownString,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  type Disposable,
  type Memento,
} from 'vscode';
import {
  filterText,
  findingFilterSchema,
  isFiltering,
  noFilter,
  type FindingFilter,
} from '../../presentation/findingFilter';
import { findingRows, findingsDescription, type FindingRow, type PlacedFinding } from '../../presentation/findingRows';
import { commandIds, contextKeys } from '../contributions';
import { fileIn, mainFolder } from '../folder';
import type { FindingProblems } from '../problems/findingProblems';
import { askFindingFilter } from './findingsFilter';
import { themeIcon } from './nodes';

const filterKey = 'mao.findingFilter';
/** More findings than this begin folded, so that the files are seen. */
const mostUnfolded = 100;

/** The Findings view: what stands in Problems, by file, with a filter; and what was dismissed, on request. */
export class FindingsTree implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private chosen: FindingFilter;
  private withDismissed = false;
  private readonly keys = new Map<string, unknown>();
  private readonly listener: Disposable;

  constructor(
    private readonly findings: FindingProblems,
    private readonly memory: Memento,
  ) {
    const kept = findingFilterSchema.safeParse(memory.get(filterKey));
    this.chosen = kept.success ? kept.data : noFilter;
    this.listener = findings.onDidChange(() => this.update());
  }

  /** Asks what the view shall show, and shows it. */
  async askFilter(): Promise<void> {
    const found = this.findings.list().map(({ finding }) => finding);
    const filter = await askFindingFilter(found, this.chosen);
    if (filter) await this.setFilter(filter);
  }

  clearFilter(): Promise<void> {
    return this.setFilter(noFilter);
  }

  showDismissed(shown: boolean): void {
    this.withDismissed = shown;
    this.update();
  }

  /** How many findings there are, beside the view's name. */
  get description(): string {
    return findingsDescription(this.placed(), this.chosen);
  }

  /** What the filter shows, above the rows. */
  get message(): string {
    const text = filterText(this.chosen);
    return text === '' ? '' : l10n.t('Only {0}', text);
  }

  children(row: FindingRow | undefined): readonly FindingRow[] {
    if (row) return 'children' in row ? row.children : [];
    return this.rows();
  }

  item(row: FindingRow): TreeItem {
    const item = new TreeItem(row.label, this.foldOf(row));
    item.id = row.id;
    item.description = row.description;
    item.contextValue = row.kind;
    switch (row.kind) {
      case 'review':
        item.iconPath = new ThemeIcon('microscope');
        return item;
      case 'dismissals':
        item.iconPath = new ThemeIcon('eye-closed');
        return item;
      case 'file': {
        const folder = mainFolder();
        if (folder) item.resourceUri = fileIn(folder, row.path);
        item.iconPath = ThemeIcon.File;
        return item;
      }
      case 'finding':
      case 'dismissed':
        item.iconPath = themeIcon(row.icon);
        item.tooltip = new MarkdownString(row.tooltip);
        item.accessibilityInformation = { label: row.spoken, role: 'treeitem' };
        item.command = { command: commandIds.openFinding, title: l10n.t('Go to finding'), arguments: [row] };
        return item;
    }
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }

  private async setFilter(filter: FindingFilter): Promise<void> {
    this.chosen = filter;
    this.update();
    await this.memory.update(filterKey, isFiltering(filter) ? filter : undefined);
  }

  private foldOf(row: FindingRow): TreeItemCollapsibleState {
    if (!('children' in row)) return TreeItemCollapsibleState.None;
    const folded = row.kind === 'file' && this.findings.size > mostUnfolded;
    return folded ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.Expanded;
  }

  private placed(): readonly PlacedFinding[] {
    return this.findings
      .list()
      .map(({ runId, finding, diagnostic }) => ({ runId, finding, line: diagnostic.range.start.line + 1 }));
  }

  private rows(): readonly FindingRow[] {
    const dismissed = this.withDismissed ? this.findings.dismissed : [];
    return findingRows({ findings: this.placed(), reviews: this.findings.all, filter: this.chosen, dismissed });
  }

  private update(): void {
    this.set(contextKeys.findingsState, this.state());
    this.set(contextKeys.findingsFiltered, isFiltering(this.chosen));
    this.set(contextKeys.dismissedShown, this.withDismissed);
    this.changed.fire();
  }

  private state(): 'unreviewed' | 'clean' | 'filtered' | 'some' {
    if (this.rows().length > 0) return 'some';
    if (this.findings.size > 0) return 'filtered';
    return this.findings.all.length > 0 ? 'clean' : 'unreviewed';
  }

  private set(key: string, value: unknown): void {
    if (this.keys.get(key) === value) return;
    this.keys.set(key, value);
    void commands.executeCommand('setContext', key, value);
  }
}
