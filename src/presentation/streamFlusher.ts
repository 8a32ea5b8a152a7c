import { itemSize, type StreamItem } from './ringBuffer';
import type { StreamDelta } from './runStreams';

/** What goes to a panel in one message; `view`: the rest of the state changed too. */
export interface Flush {
  readonly seq: number;
  readonly kind: 'snapshot' | 'update';
  readonly view: boolean;
  readonly deltas: readonly { readonly key: string; readonly items: readonly StreamItem[] }[];
}

export interface FlusherOptions {
  /** Calls `run` once after `ms`; the returned function calls it off. */
  readonly schedule: (run: () => void, ms: number) => () => void;
  readonly post: (flush: Flush) => void;
  readonly intervalMs?: number;
  readonly maxSize?: number;
  /** Messages that may be on their way unacknowledged; then the flusher waits for the panel. */
  readonly window?: number;
}

/**
 * Gathers what happens and sends it in few messages: every 40 ms or 64 KB for all columns together, nothing to a hidden
 * panel. A panel that does not keep up gets a fresh snapshot instead of an endless queue.
 */
export class StreamFlusher {
  private readonly pending = new Map<string, StreamItem[]>();
  private size = 0;
  private viewChanged = false;
  private needsSnapshot = false;
  private open = false;
  private seq = 0;
  private acknowledged = 0;
  private callOff: (() => void) | undefined;

  constructor(private readonly options: FlusherOptions) {}

  /** The panel is there and empty: sends a snapshot, and updates from then on. */
  start(): void {
    this.clear();
    this.open = true;
    this.acknowledged = this.seq;
    this.needsSnapshot = true;
    this.flush();
  }

  /** The panel is hidden or gone: forgets what waits; the next `start` brings everything. */
  stop(): void {
    this.open = false;
    this.clear();
  }

  add(delta: StreamDelta): void {
    if (!this.open || this.needsSnapshot) return;
    const items = this.pending.get(delta.key) ?? [];
    if (items.length === 0) this.pending.set(delta.key, items);
    const last = items.at(-1);
    if (delta.item.kind === 'text' && last?.kind === 'text') {
      items[items.length - 1] = { kind: 'text', text: last.text + delta.item.text };
    } else {
      items.push(delta.item);
    }
    this.size += itemSize(delta.item);
    if (this.size > 16 * this.maxSize && this.isBehind()) {
      this.overflow();
      return;
    }
    if (this.size >= this.maxSize) this.flush();
    else this.arm();
  }

  /** The state beside the streams changed. */
  touch(): void {
    if (!this.open) return;
    this.viewChanged = true;
    this.arm();
  }

  acknowledge(seq: number): void {
    if (seq > this.seq || seq <= this.acknowledged) return;
    this.acknowledged = seq;
    if (this.size > 0 || this.viewChanged || this.needsSnapshot) this.arm();
  }

  private get maxSize(): number {
    return this.options.maxSize ?? 64 * 1024;
  }

  private isBehind(): boolean {
    return this.seq - this.acknowledged >= (this.options.window ?? 4);
  }

  private overflow(): void {
    this.clear();
    this.needsSnapshot = true;
  }

  private arm(): void {
    this.callOff ??= this.options.schedule(() => this.flush(), this.options.intervalMs ?? 40);
  }

  private flush(): void {
    this.callOff?.();
    this.callOff = undefined;
    if (!this.open || this.isBehind()) return;
    const kind = this.needsSnapshot ? 'snapshot' : 'update';
    if (kind === 'update' && this.size === 0 && !this.viewChanged) return;
    const deltas = [...this.pending].map(([key, items]) => ({ key, items }));
    const view = this.viewChanged;
    this.clear();
    this.needsSnapshot = false;
    this.seq++;
    this.options.post({ seq: this.seq, kind, view, deltas: kind === 'snapshot' ? [] : deltas });
  }

  private clear(): void {
    this.callOff?.();
    this.callOff = undefined;
    this.pending.clear();
    this.size = 0;
    this.viewChanged = false;
  }
}
