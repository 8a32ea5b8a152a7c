import { element } from './dom';
import { icon } from './icons';
import type { Piece, StreamPieces } from './streamPieces';

/** A thought is shown up to this many characters; all of it is in the transcript. */
const most = 20_000;

/** What a model thinks before it speaks, folded away: plain text, since thoughts are no documents. */
export class ThoughtView {
  private readonly text = document.createTextNode('');
  private readonly label = element('span', {}, 'Thinking');
  private readonly piece: Piece;

  constructor(private readonly pieces: StreamPieces) {
    this.piece = pieces.open('said');
    this.piece.root.append(
      element(
        'details',
        { class: 'folded thought' },
        element('summary', {}, icon('thought'), this.label),
        element('p', {}, this.text),
      ),
    );
  }

  append(text: string): void {
    const room = most - this.text.length;
    if (room <= 0) return;
    this.text.appendData(text.length > room ? `${text.slice(0, room)} …` : text);
    this.pieces.grow(this.piece, text.length);
  }

  end(): void {
    this.label.textContent = 'Thought';
  }
}
