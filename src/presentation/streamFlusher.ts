import { itemSize, joinItems, type StreamItem } from './ringBuffer';
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
  /** Milliseconds of any clock that only goes forward. */
  readonly now: () => number;
  readonly intervalMs?: number;
  /** How often the state beside the streams goes along at most. */
  readonly viewIntervalMs?: number;
  readonly maxSize?: number;
  /** Messages that may be on their way unacknowledged; then the flusher waits for the panel. */
  readonly window?: number;
}

/** What comes after a pause is sent after this time: at once, but with what comes along with it. */
const promptMs = 8;

/**
 * Gathers what happens and sends it in few messages: every 50 ms or 64 KB for all columns together, sooner after a pause,
 * nothing to a hidden panel. A panel that does not keep up gets a fresh snapshot instead of an endless queue.
 */
export class StreamFlusher {
  private readonly pending = new Map<string, StreamItem[]>();
  private size = 0;
  private viewChanged = false;
  private needsSnapshot = false;
  private open = false;
  private seq = 0;
  private acknowledged = 0;
  private sentAt = Number.NEGATIVE_INFINITY;
  private viewSentAt = Number.NEGATIVE_INFINITY;
  private callOff: (() => void) | undefined;
  private armedFor = 0;

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
    const joined = last && joinItems(last, delta.item);
    if (joined) {
      items[items.length - 1] = joined;
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
    const { now, intervalMs = 50, schedule } = this.options;
    const next = this.sentAt + intervalMs;
    const due = this.size > 0 || this.needsSnapshot ? next : Math.max(next, this.viewDue());
    const at = Math.max(now() + promptMs, due);
    if (this.callOff && this.armedFor <= at) return;
    this.callOff?.();
    this.armedFor = at;
    this.callOff = schedule(() => this.flush(), at - now());
  }

  /** When the view may go along again. */
  private viewDue(): number {
    return this.viewSentAt + (this.options.viewIntervalMs ?? 120);
  }

  private flush(): void {
    this.callOff?.();
    this.callOff = undefined;
    if (!this.open || this.isBehind()) return;
    const kind = this.needsSnapshot ? 'snapshot' : 'update';
    const now = this.options.now();
    const view = this.viewChanged && (kind === 'snapshot' || now >= this.viewDue());
    const later = this.viewChanged && !view && kind === 'update';
    if (kind === 'snapshot' || view || this.size > 0) this.send(kind, view, now);
    this.viewChanged = later;
    if (later) this.arm();
  }

  private send(kind: Flush['kind'], view: boolean, now: number): void {
    const deltas = kind === 'snapshot' ? [] : [...this.pending].map(([key, items]) => ({ key, items }));
    this.clear();
    this.needsSnapshot = false;
    this.sentAt = now;
    if (view || kind === 'snapshot') this.viewSentAt = now;
    this.seq++;
    this.options.post({ seq: this.seq, kind, view, deltas });
  }

  private clear(): void {
    this.callOff?.();
    this.callOff = undefined;
    this.pending.clear();
    this.size = 0;
    this.viewChanged = false;
  }
}
