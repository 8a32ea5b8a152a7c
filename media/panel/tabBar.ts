import type { ColumnView as Column } from '../../src/presentation/panelView';
import { columnId } from './columnView';
import { element, Part } from './dom';
import { icon } from './icons';

type Tab = Pick<Column, 'key' | 'title' | 'section' | 'state'>;

/** The id of a column's tab. */
export function tabId(key: string): string {
  return `tab-${key}`;
}

/** A row of tabs, of which arrow keys, Home and End choose one. */
export class TabBar {
  private readonly part: Part<readonly Tab[]>;
  private keys: readonly string[] = [];
  private selected: string | undefined;

  constructor(
    label: string,
    private readonly onSelect: (key: string) => void,
  ) {
    const root = element('div', { class: 'tabs', role: 'tablist', 'aria-label': label });
    this.part = new Part(root, (tabs) => tabs.map((tab) => this.draw(tab)));
    root.addEventListener('keydown', (event) => this.move(event));
  }

  get root(): HTMLElement {
    return this.part.root;
  }

  show(columns: readonly Column[]): void {
    this.keys = columns.map(({ key }) => key);
    this.part.show(columns.map(({ key, title, section, state }) => ({ key, title, section, state })));
    this.mark();
  }

  select(key: string | undefined): void {
    this.selected = key;
    this.mark();
  }

  private draw({ key, title, section, state }: Tab): HTMLElement {
    const tab = element(
      'button',
      { role: 'tab', type: 'button', id: tabId(key), 'data-focus': key, 'aria-controls': columnId(key) },
      icon(state),
      section === undefined ? undefined : element('span', { class: 'section' }, section),
      element('span', {}, title),
    );
    tab.addEventListener('click', () => this.onSelect(key));
    return tab;
  }

  private move(event: KeyboardEvent): void {
    const { keys } = this;
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
    this.onSelect(key);
    const tab = this.root.querySelector<HTMLElement>(`[data-focus="${CSS.escape(key)}"]`);
    tab?.focus();
    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  private mark(): void {
    for (const tab of this.root.querySelectorAll('[role=tab]')) {
      const chosen = tab.getAttribute('data-focus') === this.selected;
      tab.setAttribute('aria-selected', String(chosen));
      tab.setAttribute('tabindex', chosen ? '0' : '-1');
    }
  }
}
