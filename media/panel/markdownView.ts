import DOMPurify from 'dompurify';
import { element } from './dom';
import { createMarkdown, feedFence, openFence, splitBlocks, type Fence } from './markdownBlocks';
import type { Piece, StreamPieces } from './streamPieces';

const markdown = createMarkdown();
const tags =
  'p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong s del a hr br table thead tbody tr th td'.split(' ');

/** A piece of output is closed at this many characters: what is laid out with every new line stays small. */
const pieceSize = 6 * 1024;

/** Markdown of a model as safe nodes: HTML in it is text, and what markdown makes is cleaned once more. */
export function renderMarkdown(text: string): DocumentFragment {
  const fragment = DOMPurify.sanitize(markdown.render(text), {
    ALLOWED_TAGS: tags,
    ALLOWED_ATTR: ['href', 'start'],
    ALLOWED_URI_REGEXP: /^https?:\/\//i,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const table of fragment.querySelectorAll('table')) {
    const frame = element('div', { class: 'table', tabindex: '0', role: 'group', 'aria-label': 'Table' });
    table.replaceWith(frame);
    frame.append(table);
  }
  return fragment;
}

interface OpenCode {
  readonly fence: Fence;
  readonly code: Text;
  readonly line: Text;
  readonly block: HTMLElement;
}

/** Shows a text that grows: finished blocks are drawn once, only the last one again; code grows by its new lines. */
export class MarkdownView {
  private readonly live = element('div', { class: 'live' });
  private pending = '';
  private drawn = '';
  private fence: OpenCode | undefined;
  private piece: Piece;

  constructor(
    private readonly pieces: StreamPieces,
    /** Called with nodes that will not change any more. */
    private readonly onFinished: (nodes: DocumentFragment) => void,
  ) {
    this.piece = pieces.open('markdown');
    this.piece.root.append(this.live);
  }

  append(text: string): void {
    this.pending += text;
    this.pieces.grow(this.piece, text.length);
    while (this.step());
  }

  /** Nothing will follow: what is still live is as good as finished. */
  end(): void {
    if (this.fence) this.fence.line.data = this.pending;
    const rest = document.createDocumentFragment();
    rest.append(...this.live.childNodes);
    this.onFinished(rest);
    this.live.replaceWith(rest);
  }

  /** One step of taking in what is pending; true when there may be more. */
  private step(): boolean {
    if (this.fence) return this.stepFence(this.fence);
    const { finished, fence, rest } = splitBlocks(markdown, this.pending);
    if (finished !== '') this.freeze(finished);
    this.pending = rest;
    if (!fence) {
      if (rest !== this.drawn) this.live.replaceChildren(renderMarkdown(rest));
      this.drawn = rest;
      return false;
    }
    const opened = openFence(rest);
    if (!opened) return false;
    this.clearLive();
    this.fence = this.openCode(opened.fence);
    this.pending = opened.rest;
    return true;
  }

  private openCode(fence: Fence): OpenCode {
    const code = document.createTextNode('');
    const line = document.createTextNode('');
    const block = element('pre', { tabindex: '0', role: 'group' }, element('code', {}, code, line));
    block.setAttribute('aria-label', fence.language === '' ? 'Code' : `Code, ${fence.language}`);
    this.live.before(block);
    return { fence, code, line, block };
  }

  private stepFence(open: OpenCode): boolean {
    const { code, closed, rest } = feedFence(open.fence, this.pending);
    open.code.appendData(code);
    open.line.data = closed ? '' : rest;
    this.pending = rest;
    if (closed) this.fence = undefined;
    else if (open.code.length > pieceSize) {
      // Long code goes on in a block of its own, so that a new line lays out only the last of them.
      open.line.data = '';
      open.block.classList.add('goes-on');
      this.turnPage('continues');
      this.fence = this.openCode(open.fence);
      this.fence.block.classList.add('continued');
      this.fence.line.data = rest;
    }
    return closed;
  }

  private freeze(text: string): void {
    this.clearLive();
    if (this.piece.size > pieceSize) this.turnPage();
    const nodes = renderMarkdown(text);
    this.onFinished(nodes);
    this.live.before(nodes);
  }

  private clearLive(): void {
    this.live.replaceChildren();
    this.drawn = '';
  }

  private turnPage(kind = ''): void {
    this.piece = this.pieces.open(`markdown ${kind}`.trim());
    this.piece.root.append(this.live);
  }
}
