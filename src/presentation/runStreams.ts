import type { RunEvent } from '../core/runEvent';
import { RingBuffer, type StreamItem, type StreamTail } from './ringBuffer';

/** What one event adds to which column. */
export interface StreamDelta {
  readonly key: string;
  readonly item: StreamItem;
}

/** The column of one of the run's own tasks; `topic` is the dimension or perspective, where it is done once for each. */
export function taskKey(task: string, topic: string | undefined): string {
  return topic === undefined ? `task:${task}` : `task:${task}/${topic}`;
}

/** The column of an event: `2/schemas` for a workstream, `task:plan` for the run's own tasks. */
export function streamKey(
  event: Pick<RunEvent, 'section' | 'workstream' | 'task' | 'dimension' | 'perspective'>,
): string | undefined {
  if (event.workstream !== undefined) return `${event.section ?? ''}/${event.workstream}`;
  return event.task === undefined ? undefined : taskKey(event.task, event.dimension ?? event.perspective);
}

/** Translates an event into what a column shows of it; undefined when it shows nothing. */
export function toStreamDelta(event: RunEvent): StreamDelta | undefined {
  const key = streamKey(event);
  const item = key === undefined ? undefined : toItem(event);
  return key === undefined || item === undefined ? undefined : { key, item };
}

function toItem(event: RunEvent): StreamItem | undefined {
  switch (event.type) {
    case 'text-delta':
      return { kind: 'text', text: event.text };
    case 'log':
      return event.thinking ? { kind: 'thinking', text: event.message } : undefined;
    case 'tool-use':
      return { kind: 'tool', name: event.name, detail: event.detail };
    case 'attempt-start':
      return (event.attempt ?? 1) > 1
        ? { kind: 'note', tone: 'info', text: `Attempt ${event.attempt ?? 1} by ${event.model}` }
        : undefined;
    case 'attempt-end':
      return event.failure && event.outcome === 'failed'
        ? { kind: 'note', tone: 'error', text: event.failure.message }
        : undefined;
    case 'fallback':
      return { kind: 'note', tone: 'warning', text: event.message };
    case 'repair-start':
      return { kind: 'note', tone: 'info', text: `Repair, round ${event.round}` };
    default:
      return undefined;
  }
}

/** The live output of one run: a bounded buffer a column, kept in the host so that a panel can come and go. */
export class RunStreams {
  private readonly buffers = new Map<string, RingBuffer>();
  private readonly times = new Map<string, string>();

  constructor(private readonly capacity = 2 * 1024 * 1024) {}

  /** Takes what an event adds, and returns it. */
  append(event: RunEvent): StreamDelta | undefined {
    const delta = toStreamDelta(event);
    if (!delta) return undefined;
    const known = this.buffers.get(delta.key);
    const buffer = known ?? new RingBuffer(this.capacity);
    if (!known) this.buffers.set(delta.key, buffer);
    buffer.push(delta.item);
    this.times.set(delta.key, event.time);
    return delta;
  }

  /** When a column last got something (ISO); undefined: it has nothing yet. */
  lastAt(key: string): string | undefined {
    return this.times.get(key);
  }

  /** The end of every column, all of them together at most `maxSize` characters. */
  tails(maxSize: number): readonly (StreamTail & { readonly key: string; readonly lastAt: string | undefined })[] {
    const share = Math.floor(maxSize / Math.max(1, this.buffers.size));
    return [...this.buffers].map(([key, buffer]) => ({ key, lastAt: this.times.get(key), ...buffer.tail(share) }));
  }
}
