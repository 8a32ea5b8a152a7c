interface Waiting {
  readonly keys: readonly string[];
  readonly start: () => void;
}

/**
 * Counts attempts under several limits at once (all together, per CLI, per model): a slot is given only when every key has
 * room, first come first served as far as that allows. A key without limit is unlimited.
 */
export class Limiter {
  private readonly used = new Map<string, number>();
  private readonly waiting: Waiting[] = [];
  private readonly idlers: (() => void)[] = [];

  constructor(private readonly limits: ReadonlyMap<string, number>) {}

  /** Resolves with the function that gives the slot back, or undefined when `signal` aborts first. */
  acquire(keys: readonly string[], signal: AbortSignal): Promise<(() => void) | undefined> {
    return new Promise((resolve) => {
      if (signal.aborted) {
        resolve(undefined);
        return;
      }
      const abort = () => {
        const index = this.waiting.indexOf(entry);
        if (index >= 0) this.waiting.splice(index, 1);
        resolve(undefined);
      };
      const entry: Waiting = {
        keys,
        start: () => {
          signal.removeEventListener('abort', abort);
          resolve(this.releaser(keys));
        },
      };
      signal.addEventListener('abort', abort, { once: true });
      this.waiting.push(entry);
      this.startReady();
    });
  }

  /** Resolves when no slot is in use, which may be at once. */
  idle(): Promise<void> {
    if (!this.isInUse()) return Promise.resolve();
    return new Promise((resolve) => this.idlers.push(resolve));
  }

  private isInUse(): boolean {
    return [...this.used.values()].some((count) => count > 0);
  }

  private releaser(keys: readonly string[]): () => void {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      for (const key of keys) this.used.set(key, (this.used.get(key) ?? 1) - 1);
      this.startReady();
      if (!this.isInUse()) for (const resolve of this.idlers.splice(0)) resolve();
    };
  }

  private hasRoom(key: string): boolean {
    return (this.used.get(key) ?? 0) < (this.limits.get(key) ?? Infinity);
  }

  private startReady(): void {
    for (let index = 0; index < this.waiting.length;) {
      const entry = this.waiting[index];
      if (!entry?.keys.every((key) => this.hasRoom(key))) {
        index += 1;
        continue;
      }
      this.waiting.splice(index, 1);
      for (const key of entry.keys) this.used.set(key, (this.used.get(key) ?? 0) + 1);
      entry.start();
    }
  }
}
