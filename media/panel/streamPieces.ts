import { element } from './dom';

/** A column keeps at most this many characters; what is older is in the transcript. */
const mostCharacters = 400_000;
/** So many of its newest characters are always on the page; older text is, while it is near what one looks at. */
const alwaysDrawn = 24_000;
/** How far from what one looks at text is put on the page again. */
const nearby = '1200px 0px';

/** A part of a column's output that is laid out by itself. */
export interface Piece {
  readonly root: HTMLElement;
  /** In characters, with something for its frame. */
  size: number;
  /** Makes what is finished in it once more. A piece that has anything else is empty here. */
  readonly finished: (() => Node)[];
  asleep: boolean;
  watched: boolean;
}

/**
 * The output of a column as a row of pieces. The newest is open. Older text that is out of sight is not laid out, and further
 * away it is kept as text only: so the page stays small however much was written.
 */
export class StreamPieces {
  private readonly pieces: Piece[] = [];
  private readonly known = new WeakMap<Element, Piece>();
  private size = 0;
  private readonly observer: IntersectionObserver;

  constructor(
    private readonly host: HTMLElement,
    private readonly onCut: () => void,
    /** Called with nodes before they are put on the page. */
    private readonly onDraw: (nodes: ParentNode) => void,
  ) {
    this.observer = new IntersectionObserver((entries) => this.look(entries), { root: host, rootMargin: nearby });
  }

  open(kind: string): Piece {
    const last = this.pieces.at(-1);
    last?.root.classList.add('closed');
    const piece: Piece = {
      root: element('div', { class: `piece ${kind}` }),
      size: 0,
      finished: [],
      asleep: false,
      watched: false,
    };
    this.pieces.push(piece);
    this.known.set(piece.root, piece);
    this.host.append(piece.root);
    this.grow(piece, 64);
    this.watch();
    return piece;
  }

  /** Makes nodes of finished text ready for the page. */
  finish<N extends ParentNode>(nodes: N): N {
    this.onDraw(nodes);
    return nodes;
  }

  grow(piece: Piece, characters: number): void {
    piece.size += characters;
    this.size += characters;
    while (this.size > mostCharacters && this.pieces.length > 1) {
      const oldest = this.pieces.shift();
      if (!oldest) return;
      this.observer.unobserve(oldest.root);
      oldest.root.remove();
      this.size -= oldest.size;
      this.onCut();
    }
  }

  clear(): void {
    this.observer.disconnect();
    for (const { root } of this.pieces.splice(0)) root.remove();
    this.size = 0;
  }

  /** Old pieces are watched from here on: whether they are near what one looks at. */
  private watch(): void {
    let newest = 0;
    for (const piece of this.pieces.toReversed()) {
      newest += piece.size;
      if (newest <= alwaysDrawn) continue;
      if (piece.watched) return;
      piece.watched = true;
      if (piece.finished.length > 0) this.observer.observe(piece.root);
    }
  }

  private look(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const piece = this.known.get(target);
      if (!piece || piece.asleep === !isIntersecting) continue;
      if (isIntersecting) this.wake(piece);
      else if (!piece.root.contains(document.activeElement)) this.rest(piece, boundingClientRect.height);
    }
  }

  private rest(piece: Piece, height: number): void {
    piece.asleep = true;
    piece.root.replaceChildren();
    piece.root.style.height = `${height > 0 ? height : 300}px`;
  }

  private wake(piece: Piece): void {
    piece.asleep = false;
    piece.root.style.height = '';
    for (const make of piece.finished) {
      const holder = document.createDocumentFragment();
      holder.append(make());
      piece.root.append(this.finish(holder));
    }
  }
}
