import { element } from './dom';

/** A column keeps at most this many characters on the page; what is older is in the transcript. */
const mostCharacters = 600_000;

/** A part of a column's output that is laid out by itself. */
export interface Piece {
  readonly root: HTMLElement;
  size: number;
}

/**
 * The output of a column as a row of pieces. The newest is open; older ones are not laid out while they are out of sight, and
 * the oldest go when there is too much.
 */
export class StreamPieces {
  private readonly pieces: Piece[] = [];
  private size = 0;

  constructor(
    private readonly host: HTMLElement,
    private readonly onCut: () => void,
  ) {}

  open(kind: string): Piece {
    this.pieces.at(-1)?.root.classList.add('closed');
    const piece: Piece = { root: element('div', { class: `piece ${kind}` }), size: 0 };
    this.pieces.push(piece);
    this.host.append(piece.root);
    this.grow(piece, 64);
    return piece;
  }

  grow(piece: Piece, characters: number): void {
    piece.size += characters;
    this.size += characters;
    while (this.size > mostCharacters && this.pieces.length > 1) {
      const oldest = this.pieces.shift();
      if (!oldest) return;
      oldest.root.remove();
      this.size -= oldest.size;
      this.onCut();
    }
  }

  clear(): void {
    for (const { root } of this.pieces.splice(0)) root.remove();
    this.size = 0;
  }
}
