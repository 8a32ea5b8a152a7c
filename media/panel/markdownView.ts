import { feedFence, openFence, splitBlocks, type Fence } from './markdownBlocks';
import { element } from './dom';
import { codeBlock, markdown, renderMarkdown } from './markdownNodes';
import type { Piece, StreamPieces } from './streamPieces';

/** A piece of output is closed at this many characters: what is laid out with every new line stays small. */
const pieceSize = 6 * 1024;

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

  constructor(private readonly pieces: StreamPieces) {
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
    if (this.fence) this.closeCode(this.fence, this.pending);
    else if (this.pending !== '') this.freeze(this.pending);
    this.live.remove();
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
    if (this.piece.size > pieceSize) this.turnPage();
    this.fence = this.openCode(opened.fence, '');
    this.pending = opened.rest;
    return true;
  }

  private openCode(fence: Fence, kind: string): OpenCode {
    const code = document.createTextNode('');
    const line = document.createTextNode('');
    const block = codeBlock(fence.language, code, line);
    block.className = kind;
    this.live.before(block);
    return { fence, code, line, block };
  }

  private stepFence(open: OpenCode): boolean {
    const { code, closed, rest } = feedFence(open.fence, this.pending);
    open.code.appendData(code);
    open.line.data = closed ? '' : rest;
    this.pending = rest;
    if (closed) this.closeCode(open, '');
    else if (open.code.length > pieceSize) {
      // Long code goes on in a block of its own, so that a new line lays out only the last of them.
      open.block.classList.add('goes-on');
      this.closeCode(open, '');
      this.turnPage('continues');
      this.fence = this.openCode(open.fence, 'continued');
      this.fence.line.data = rest;
    }
    return closed;
  }

  private closeCode({ fence, code, line, block }: OpenCode, rest: string): void {
    code.appendData(rest);
    line.remove();
    const { data } = code;
    const kind = block.className;
    this.piece.finished.push(() => {
      const again = codeBlock(fence.language, data);
      again.className = kind;
      return again;
    });
    this.fence = undefined;
  }

  private freeze(text: string): void {
    this.clearLive();
    if (this.piece.size > pieceSize) this.turnPage();
    const render = () => renderMarkdown(text);
    this.piece.finished.push(render);
    this.live.before(this.pieces.finish(render()));
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
