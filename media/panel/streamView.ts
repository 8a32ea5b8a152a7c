import { itemSize, type StreamItem } from '../../src/presentation/ringBuffer';
import { toolLine } from '../../src/presentation/toolLine';
import { element } from './dom';
import type { FileLinks } from './fileLinks';
import type { Drawable, FrameWork } from './frameWork';
import { icon } from './icons';
import { MarkdownView } from './markdownView';
import { StreamPieces } from './streamPieces';
import { ThoughtView } from './thoughtView';
import { ToolGroup } from './toolGroup';

/** Text is drawn in portions of this many characters. */
const portion = 8 * 1024;
/** Output waits undrawn up to this many characters; then the oldest of it is left to the transcript. */
const mostWaiting = 512 * 1024;

/** The live output of one column: text as markdown, thinking and tool uses folded to one line, remarks of MAO. */
export class StreamView implements Drawable {
  readonly root = element('div', { class: 'stream', tabindex: '0' });
  /** Whether somebody can see the column: then it is drawn before others. */
  seen = false;
  private readonly cut = element(
    'p',
    { class: 'cut', hidden: true },
    'Earlier output is in the transcript of this run.',
  );
  private readonly pieces = new StreamPieces(
    this.root,
    () => (this.cut.hidden = false),
    (nodes) => this.links.link(nodes),
  );
  private waiting: StreamItem[] = [];
  private waitingSize = 0;
  private follows = true;
  private text: MarkdownView | undefined;
  private thought: ThoughtView | undefined;
  private tools: ToolGroup | undefined;

  constructor(
    label: string,
    private readonly work: FrameWork,
    private readonly links: FileLinks,
  ) {
    this.root.setAttribute('role', 'log');
    this.root.setAttribute('aria-live', 'off');
    this.root.setAttribute('aria-label', `Output of ${label}`);
    this.root.append(this.cut);
    // Only the user's scrolling decides; a page that is not laid out yet has no heights to judge by.
    this.root.addEventListener('scroll', () => {
      const { scrollHeight, scrollTop, clientHeight } = this.root;
      if (clientHeight > 0) this.follows = scrollHeight - scrollTop - clientHeight < 40;
    });
    new ResizeObserver(() => this.settle()).observe(this.root);
  }

  reset(items: readonly StreamItem[], cut: boolean): void {
    this.pieces.clear();
    this.cut.hidden = !cut;
    this.text = undefined;
    this.thought = undefined;
    this.tools = undefined;
    this.waiting = [];
    this.waitingSize = 0;
    this.follows = true;
    this.append(items);
  }

  append(items: readonly StreamItem[]): void {
    if (items.length === 0) return;
    for (const item of items) {
      this.waiting.push(item);
      this.waitingSize += itemSize(item);
    }
    while (this.waitingSize > mostWaiting && this.waiting.length > 1) {
      this.next();
      this.cut.hidden = false;
    }
    this.work.add(this);
  }

  /** New files are known: what names them becomes a link. */
  relink(): void {
    this.links.link(this.root);
    for (const line of this.root.querySelectorAll('.tool-list > li')) {
      if (!line.querySelector('button')) line.replaceChildren(...this.links.line(line.textContent));
    }
  }

  drawSome(): boolean {
    const item = this.next();
    if (!item) return false;
    if (item.kind !== 'text' || item.text.length <= portion) this.draw(item);
    else {
      const end = item.text.lastIndexOf('\n', portion) + 1 || portion;
      this.draw({ kind: 'text', text: item.text.slice(0, end) });
      const rest: StreamItem = { kind: 'text', text: item.text.slice(end) };
      this.waiting.unshift(rest);
      this.waitingSize += itemSize(rest);
    }
    return this.waiting.length > 0;
  }

  settle(): void {
    if (this.follows) this.root.scrollTop = Number.MAX_SAFE_INTEGER;
  }

  private next(): StreamItem | undefined {
    const item = this.waiting.shift();
    if (item) this.waitingSize -= itemSize(item);
    return item;
  }

  private draw(item: StreamItem): void {
    switch (item.kind) {
      case 'text':
        this.close('text');
        this.text ??= new MarkdownView(this.pieces);
        this.text.append(item.text);
        return;
      case 'thinking':
        this.close('thinking');
        this.thought ??= new ThoughtView(this.pieces);
        this.thought.append(item.text);
        return;
      case 'tool':
        this.close('tool');
        this.tools ??= this.openTools();
        this.tools.add(toolLine(item.name, item.detail));
        return;
      case 'note': {
        this.close('note');
        const note = element('p', { class: `note note-${item.tone}` }, icon(item.tone), element('span', {}, item.text));
        this.pieces.open('said').root.append(note);
      }
    }
  }

  private openTools(): ToolGroup {
    const group = new ToolGroup(this.links);
    this.pieces.open('said').root.append(group.root);
    return group;
  }

  /** Ends what is open, unless more of the same comes. */
  private close(next: StreamItem['kind']): void {
    if (next !== 'text') {
      this.text?.end();
      this.text = undefined;
    }
    if (next !== 'thinking') {
      this.thought?.end();
      this.thought = undefined;
    }
    if (next !== 'tool') this.tools = undefined;
  }
}
