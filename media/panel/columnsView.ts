import type { ColumnView as Column } from '../../src/presentation/panelView';
import { element, Part } from './dom';
import { ColumnView } from './columnView';
import { icon } from './icons';

/** Room for one column; where not even three fit beside each other there are tabs. */
const columnWidth = 262;

/** A set of columns: side by side where there is room, one at a time behind tabs where there is not. */
export class ColumnsView {
  readonly root = element('div', { class: 'columns' });
  private readonly tabs = element('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Workstreams' });
  private readonly grid = element('div', { class: 'grid' });
  private readonly columns = new Map<string, ColumnView>();
  private readonly bar: Part<readonly Pick<Column, 'key' | 'title' | 'state'>[]>;
  private width = Number.POSITIVE_INFINITY;

  constructor(
    private selected: string | undefined,
    private readonly onSelect: (key: string) => void,
  ) {
    this.bar = new Part(this.tabs, (columns) => columns.map((column) => this.drawTab(column)));
    this.root.append(this.tabs, this.grid);
    this.tabs.addEventListener('keydown', (event) => this.move(event));
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
    for (const column of columns) {
      const view = this.columns.get(column.key) ?? this.add(column);
      view.show(column);
    }
    this.root.hidden = columns.length === 0;
    if (this.selected === undefined || !keys.has(this.selected)) this.selected = columns[0]?.key;
    this.bar.show(columns.map(({ key, title, state }) => ({ key, title, state })));
    this.arrange();
  }

  private add(column: Column): ColumnView {
    const view = new ColumnView(column);
    this.columns.set(column.key, view);
    this.grid.append(view.root);
    return view;
  }

  private drawTab({ key, title, state }: Pick<Column, 'key' | 'title' | 'state'>): HTMLElement {
    const tab = element('button', { role: 'tab', type: 'button', 'data-focus': key, 'aria-controls': `column-${key}` });
    tab.append(icon(state), title);
    tab.addEventListener('click', () => this.select(key));
    return tab;
  }

  private select(key: string): void {
    this.selected = key;
    this.onSelect(key);
    this.arrange();
  }

  private move(event: KeyboardEvent): void {
    const keys = [...this.columns.keys()];
    const at = keys.indexOf(this.selected ?? '');
    const targets: Readonly<Record<string, number>> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: keys.length - 1,
    };
    const target = targets[event.key];
    const key = target === undefined ? undefined : keys[(target + keys.length) % keys.length];
    if (key === undefined) return;
    event.preventDefault();
    this.select(key);
    this.tabs.querySelector<HTMLElement>(`[data-focus="${CSS.escape(key)}"]`)?.focus();
  }

  private fit(width: number): void {
    this.width = width;
    this.arrange();
  }

  private arrange(): void {
    const narrow = this.columns.size > 1 && this.width < Math.min(this.columns.size, 3) * columnWidth;
    this.root.dataset['layout'] = narrow ? 'tabs' : 'columns';
    for (const tab of this.tabs.querySelectorAll('[role=tab]')) {
      const chosen = tab.getAttribute('data-focus') === this.selected;
      tab.setAttribute('aria-selected', String(chosen));
      tab.setAttribute('tabindex', chosen ? '0' : '-1');
    }
    for (const [key, view] of this.columns) {
      view.root.hidden = narrow && key !== this.selected;
      view.root.setAttribute('role', narrow ? 'tabpanel' : 'region');
    }
  }
}
