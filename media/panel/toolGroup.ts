import { element, setText } from './dom';
import type { FileLinks } from './fileLinks';
import { icon } from './icons';

const mostLines = 200;

/** Tool uses that follow each other, folded to one line: the last of them, and how many there were before. */
export class ToolGroup {
  private readonly last = element('span', { class: 'tool-last' });
  private readonly amount = element('span', { class: 'badge' });
  private readonly list = element('ol', { class: 'tool-list' });
  private count = 0;
  readonly root = element(
    'details',
    { class: 'folded tools' },
    element('summary', {}, icon('tool'), this.last, this.amount),
    this.list,
  );

  constructor(private readonly links: FileLinks) {}

  add(line: string): void {
    this.count++;
    this.list.append(element('li', {}, ...this.links.line(line)));
    if (this.list.childElementCount > mostLines) this.list.firstElementChild?.remove();
    setText(this.last, line);
    setText(this.amount, this.count > 1 ? `+${this.count - 1}` : '');
    this.amount.title = this.count > 1 ? `${this.count - 1} more before it` : '';
  }
}
