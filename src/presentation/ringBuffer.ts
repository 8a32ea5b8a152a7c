/** One thing that a column shows: text of the model, what it thinks, one tool use, or a remark of MAO. */
export type StreamItem =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'thinking'; readonly text: string }
  | { readonly kind: 'tool'; readonly name: string; readonly detail: string }
  | { readonly kind: 'note'; readonly tone: 'info' | 'warning' | 'error'; readonly text: string };

/** The end of a stream; `cut`: there was more before it (it is in the transcript). */
export interface StreamTail {
  readonly items: readonly StreamItem[];
  readonly cut: boolean;
}

/** Text pieces are joined up to this many characters, so that a million tokens are not a million objects. */
const pieceSize = 8192;

/** What an item takes beside its characters. */
const frame = 16;

/** Two pieces of text, or of thinking, that follow each other as one; undefined when they are no such. */
export function joinItems(
  first: StreamItem,
  second: StreamItem,
): Extract<StreamItem, { readonly kind: 'text' | 'thinking' }> | undefined {
  if (second.kind !== first.kind) return undefined;
  if ((first.kind !== 'text' && first.kind !== 'thinking') || (second.kind !== 'text' && second.kind !== 'thinking')) {
    return undefined;
  }
  return { kind: first.kind, text: first.text + second.text };
}

/** The size of an item in characters, its frame included. */
export function itemSize(item: StreamItem): number {
  switch (item.kind) {
    case 'text':
    case 'thinking':
    case 'note':
      return item.text.length + frame;
    case 'tool':
      return item.name.length + item.detail.length + frame;
  }
}

/** Keeps the last `capacity` characters of a stream and forgets what is older. */
export class RingBuffer {
  private items: StreamItem[] = [];
  private head = 0;
  private size = 0;
  private dropped = false;

  constructor(private readonly capacity: number) {}

  push(item: StreamItem): void {
    const last = this.items.at(-1);
    const joined = last && joinItems(last, item);
    if (joined && joined.text.length <= pieceSize) {
      this.items[this.items.length - 1] = joined;
      this.size += itemSize(item) - frame;
    } else {
      const kept =
        item.kind === 'text' && item.text.length > this.capacity ? item.text.slice(-this.capacity) : undefined;
      const pushed: StreamItem = kept === undefined ? item : { kind: 'text', text: kept };
      if (kept !== undefined) this.dropped = true;
      this.items.push(pushed);
      this.size += itemSize(pushed);
    }
    this.shrink();
  }

  /** The newest items that fit into `maxSize` characters; the oldest text of them may be cut at a line. */
  tail(maxSize: number): StreamTail {
    const items: StreamItem[] = [];
    let left = maxSize;
    for (let index = this.items.length - 1; index >= this.head; index--) {
      const item = this.items[index];
      if (!item) break;
      const size = itemSize(item);
      if (size > left) {
        const piece = item.kind === 'text' ? lastLines(item.text, left - frame) : '';
        if (piece !== '') items.push({ kind: 'text', text: piece });
        return { items: items.reverse(), cut: true };
      }
      left -= size;
      items.push(item);
    }
    return { items: items.reverse(), cut: this.dropped };
  }

  private shrink(): void {
    while (this.size > this.capacity && this.head < this.items.length - 1) {
      const oldest = this.items[this.head];
      if (!oldest) return;
      this.size -= itemSize(oldest);
      this.head++;
      this.dropped = true;
    }
    if (this.head > 1024 && this.head * 2 > this.items.length) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
  }
}

function lastLines(text: string, maxLength: number): string {
  if (maxLength <= 0) return '';
  const end = text.slice(-maxLength);
  return end.slice(end.indexOf('\n') + 1);
}
