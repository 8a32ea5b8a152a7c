import { errorOf } from './errorOf';

/** Many writers, one reader: an unbounded queue that is read as an `AsyncIterable`. The reader ends when `close` was called. */
export class AsyncQueue<T> implements AsyncIterable<T> {
  private readonly items: T[] = [];
  private wake: (() => void) | undefined;
  private closed = false;
  private error: Error | undefined;

  push(item: T): void {
    if (this.closed) return;
    this.items.push(item);
    this.wake?.();
  }

  close(): void {
    this.closed = true;
    this.wake?.();
  }

  /** Closes the queue; the reader throws `error` after the items before it. */
  fail(error: unknown): void {
    this.error ??= errorOf(error);
    this.close();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<T> {
    for (;;) {
      const batch = this.items.splice(0);
      yield* batch;
      if (this.items.length > 0) continue;
      if (this.closed) break;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      this.wake = undefined;
    }
    if (this.error) throw this.error;
  }
}
