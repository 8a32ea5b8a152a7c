import type { ColumnView as Column } from '../../src/presentation/panelView';
import { columnId, ColumnView, type ColumnTools } from './columnView';
import { element } from './dom';
import { TabBar, tabId } from './tabBar';

/** The least room for one column, with the gap beside it; where not even three fit beside each other there are tabs. */
const columnWidth = 262;

/** A set of columns: side by side where there is room, one at a time behind tabs where there is not. */
export class ColumnsView {
  readonly root = element('div', { class: 'columns' });
  private readonly grid = element('div', { class: 'grid' });
  private readonly columns = new Map<string, ColumnView>();
  private readonly tabs: TabBar;
  private open = true;
  /** Undefined until the page is laid out. */
  private width: number | undefined;

  constructor(
    label: string,
    private readonly tools: ColumnTools,
    private selected: string | undefined,
    private readonly onSelect: (key: string) => void,
  ) {
    this.tabs = new TabBar(label, (key) => this.select(key));
    this.root.append(this.tabs.root, this.grid);
    new ResizeObserver(([entry]) => this.fit(entry?.contentRect.width ?? 0)).observe(this.root);
  }

  get(key: string): ColumnView | undefined {
    return this.columns.get(key);
  }

  all(): Iterable<ColumnView> {
    return this.columns.values();
  }

  show(columns: readonly Column[]): void {
    const keys = new Set(columns.map((column) => column.key));
    for (const [key, view] of this.columns) {
      if (keys.has(key)) continue;
      view.root.remove();
      this.columns.delete(key);
    }
    for (const column of columns) (this.columns.get(column.key) ?? this.add(column)).show(column);
    this.root.hidden = columns.length === 0;
    if (this.selected === undefined || !keys.has(this.selected)) this.selected = columns[0]?.key;
    this.tabs.show(columns);
    this.arrange();
  }

  /** Whether the place where the columns are is unfolded. */
  unfold(open: boolean): void {
    this.open = open;
    this.arrange();
  }

  /** Brings a column into view and puts the keyboard on its output. */
  reveal(key: string): void {
    const column = this.columns.get(key);
    if (!column) return;
    this.select(key);
    column.root.scrollIntoView({ block: 'nearest' });
    column.stream.root.focus({ preventScroll: true });
  }

  private add(column: Column): ColumnView {
    const view = new ColumnView(column, this.tools);
    this.columns.set(column.key, view);
    this.grid.append(view.root);
    return view;
  }

  private select(key: string): void {
    this.selected = key;
    this.onSelect(key);
    this.arrange();
  }

  private fit(width: number): void {
    if (width === 0 || width === this.width) return;
    this.width = width;
    this.arrange();
  }

  private arrange(): void {
    const { width = Number.POSITIVE_INFINITY } = this;
    const amount = this.columns.size;
    const narrow = amount > 1 && width < Math.min(amount, 3) * columnWidth;
    const rows = Math.ceil(amount / Math.max(1, Math.floor(width / columnWidth)));
    this.root.dataset['layout'] = narrow ? 'tabs' : 'columns';
    this.grid.style.setProperty('--per-row', String(Math.ceil(amount / Math.max(1, rows))));
    this.tabs.select(this.selected);
    for (const [key, view] of this.columns) {
      const hidden = narrow && key !== this.selected;
      view.root.hidden = hidden;
      view.root.setAttribute('role', narrow ? 'tabpanel' : 'region');
      view.root.setAttribute('aria-labelledby', narrow ? tabId(key) : `${columnId(key)}-title`);
      view.stream.seen = this.open && this.width !== undefined && !hidden;
    }
  }
}
