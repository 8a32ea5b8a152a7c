import type { OutputLine } from '../../core/ports/processRunner';

/** How much text may wait for the reader before the program is held up, in characters. */
export const highWater = 256 * 1024;

/**
 * Lines from several streams for one reader, who gets those that wait together. When more than `highWater` characters wait, `onFull` is called (the streams
 * pause, and so the program), and `onDrained` when the reader has caught up. After `close` what waits is still read.
 */
export class LineQueue implements AsyncIterable<readonly OutputLine[]> {
  private items: OutputLine[] = [];
  private size = 0;
  private full = false;
  private closed = false;
  private abandoned = false;
  private wake: (() => void) | undefined;

  constructor(
    private readonly onFull: () => void,
    private readonly onDrained: () => void,
  ) {}

  get isFull(): boolean {
    return this.full;
  }

  push(line: OutputLine): void {
    if (this.closed || this.abandoned) return;
    this.items.push(line);
    this.size += line.text.length + 1;
    if (this.wake) this.wakeReader();
    if (this.size > highWater && !this.full) {
      this.full = true;
      this.onFull();
    }
  }

  close(): void {
    this.closed = true;
    this.wakeReader();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<readonly OutputLine[]> {
    try {
      for (;;) {
        if (this.items.length > 0) {
          const batch = this.items;
          this.items = [];
          yield batch;
          // The reader is done with them, so there is room again.
          for (const line of batch) this.size -= line.text.length + 1;
          if (this.size <= highWater / 2) this.drained();
          continue;
        }
        if (this.closed) return;
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
    } finally {
      // A reader that leaves early must not leave the program stuck on a full pipe.
      this.abandoned = true;
      this.items = [];
      this.drained();
    }
  }

  private wakeReader(): void {
    this.wake?.();
    this.wake = undefined;
  }

  private drained(): void {
    if (!this.full) return;
    this.full = false;
    this.onDrained();
  }
}
