import type { StreamItem } from '../../src/presentation/ringBuffer';
import { element, setText } from './dom';
import { icon } from './icons';
import { MarkdownView } from './markdownView';

/** A column keeps at most so many pieces on the page; older ones are in the transcript. */
const maxPieces = 1500;

/** The live output of one column: text as markdown, tool uses folded to one line, remarks of MAO. */
export class StreamView {
  readonly root = element('div', { class: 'stream', tabindex: '0' });
  private readonly cut = element(
    'p',
    { class: 'cut', hidden: true },
    'Earlier output is in the transcript of this run.',
  );
  private follows = true;
  private text: MarkdownView | undefined;
  private tools: { readonly last: HTMLElement; readonly amount: HTMLElement; readonly list: HTMLElement } | undefined;

  constructor(label: string) {
    this.root.setAttribute('role', 'log');
    this.root.setAttribute('aria-live', 'off');
    this.root.setAttribute('aria-label', `Output of ${label}`);
    this.root.append(this.cut);
    // Only the user's scrolling decides; a page that is not laid out yet has no heights to judge by.
    this.root.addEventListener('scroll', () => {
      const { scrollHeight, scrollTop, clientHeight } = this.root;
      if (clientHeight > 0) this.follows = scrollHeight - scrollTop - clientHeight < 40;
    });
    new ResizeObserver(() => {
      if (this.follows) this.root.scrollTop = this.root.scrollHeight;
    }).observe(this.root);
  }

  reset(items: readonly StreamItem[], cut: boolean): void {
    this.root.replaceChildren(this.cut);
    this.cut.hidden = !cut;
    this.text = undefined;
    this.tools = undefined;
    this.append(items);
  }

  append(items: readonly StreamItem[]): void {
    const { root } = this;
    for (const item of items) this.add(item);
    while (root.childElementCount > maxPieces) {
      root.children.item(1)?.remove();
      this.cut.hidden = false;
    }
    if (this.follows) root.scrollTop = root.scrollHeight;
  }

  private add(item: StreamItem): void {
    switch (item.kind) {
      case 'text':
        this.tools = undefined;
        if (!this.text) {
          this.text = new MarkdownView();
          this.root.append(this.text.root);
        }
        {
          this.text.append(item.text);
          return;
        }
      case 'tool':
        this.endText();
        {
          this.addTool(`${item.name} ${item.detail}`.trim());
          return;
        }
      case 'note':
        this.endText();
        this.tools = undefined;
        this.root.append(
          element('p', { class: `note note-${item.tone}` }, icon(item.tone), element('span', {}, item.text)),
        );
    }
  }

  private endText(): void {
    this.text?.end();
    this.text = undefined;
  }

  private addTool(line: string): void {
    if (!this.tools) {
      const last = element('span', { class: 'tool-last' });
      const amount = element('span', { class: 'tool-amount' });
      const list = element('ol', { class: 'tool-list' });
      this.root.append(
        element('details', { class: 'tools' }, element('summary', {}, icon('tool'), last, amount), list),
      );
      this.tools = { last, amount, list };
    }
    this.tools.list.append(element('li', {}, line));
    setText(this.tools.last, line);
    const before = this.tools.list.childElementCount - 1;
    setText(this.tools.amount, before > 0 ? `+${before}` : '');
    this.tools.amount.title = before > 0 ? `${before} more before it` : '';
  }
}
