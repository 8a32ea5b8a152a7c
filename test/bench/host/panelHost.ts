import { runEventSchema, type RunEvent, type RunEventBody } from '../../../src/core/runEvent';
import type { RunState } from '../../../src/core/runState';
import { reduceRun } from '../../../src/orchestration/reduceRun';
import type { FromPanel, ToPanel } from '../../../src/presentation/panelMessages';
import { RunStreams } from '../../../src/presentation/runStreams';
import { panelView } from '../../../src/presentation/runView';
import { StreamFlusher, type Flush } from '../../../src/presentation/streamFlusher';
import { markdownOf } from '../panelText';

/** What a host did so far. `snapshots` beyond the first: the page did not keep up. */
export interface HostCounts {
  readonly events: number;
  readonly characters: number;
  readonly messages: number;
  readonly snapshots: number;
}

const names = ['schemas', 'storage', 'core_logic', 'tests'] as const;

const opening: readonly RunEventBody[] = [
  { type: 'run-start', command: 'develop', sections: ['2'], transport: 'direct', workspace: '/w' },
  {
    type: 'plan-proposed',
    source: 'orchestrator',
    plan: {
      diversity: 80,
      sections: [
        {
          ...{ id: '2', title: 'Loans', complexity: 'medium', strategy: 'parallel', summary: '', dependsOn: [] },
          ...{ missing: [], contract: { notes: '', files: [] } },
          workstreams: names.map((id) => ({
            ...{ id, title: id, model: 'opus', fallbacks: [], dependsOn: [], owns: [`src/${id}.ts`], brief: '' },
            acceptance: [],
          })),
        },
      ],
    },
  },
  { type: 'plan-approved' },
  ...names.flatMap((workstream): readonly RunEventBody[] => [
    { type: 'workstream-start', section: '2', workstream },
    {
      ...{ type: 'attempt-start', section: '2', workstream, model: 'opus', cli: 'claude' },
      ...{ transport: 'direct', attempt: 1 },
    },
  ]),
];

/**
 * The host side of a run panel, with the parts that the extension uses, fed by four streams of markdown with tool uses and
 * token counts. It runs in the page around the panel's frame, as VS Code's window does.
 */
export class PanelHost {
  private readonly streams = new RunStreams();
  private readonly flusher: StreamFlusher;
  private state: RunState | undefined;
  private seq = 0;
  private readonly texts = names.map((_, index) => markdownOf(index));
  private timer: ReturnType<typeof setInterval> | undefined;
  private counts = { events: 0, characters: 0, messages: 0, snapshots: 0 };

  constructor(private readonly post: (message: ToPanel) => void) {
    this.flusher = new StreamFlusher({
      schedule: (run, ms) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      post: (flush) => this.send(flush),
      now: () => performance.now(),
    });
    for (const body of opening) this.dispatch(body);
  }

  receive(message: FromPanel): void {
    if (message.type === 'ready') this.flusher.start();
    if (message.type === 'ack') this.flusher.acknowledge(message.seq);
  }

  /** Streams `eventsPerSecond` of `characters` each in every column but the last `quiet` ones, until it is stopped. */
  start(eventsPerSecond: number, characters: number, quiet = 0): void {
    const begun = performance.now();
    let emitted = 0;
    this.timer = setInterval(() => {
      const due = Math.floor(((performance.now() - begun) / 1000) * eventsPerSecond);
      for (; emitted < due; emitted++) {
        names.slice(0, names.length - quiet).forEach((workstream, index) => {
          this.say(workstream, this.texts[index]?.(characters) ?? '');
          if (emitted % 97 === 96) {
            this.dispatch({ type: 'tool-use', section: '2', workstream, name: 'Edit', detail: 'src/a.ts' });
          }
          if (emitted % 53 === 52) {
            const usage = { inputTokens: emitted * 4, outputTokens: emitted * 2 };
            this.dispatch({ type: 'usage-update', section: '2', workstream, ...usage });
          }
        });
      }
    }, 5);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** One piece of text in the last column, which is quiet otherwise; returns when it was there (ms since the epoch). */
  probe(text: string): number {
    const at = performance.timeOrigin + performance.now();
    this.say(names[3], text);
    return at;
  }

  done(): HostCounts {
    return this.counts;
  }

  private say(workstream: string, text: string): void {
    this.counts = { ...this.counts, characters: this.counts.characters + text.length };
    this.dispatch({ type: 'text-delta', section: '2', workstream, text });
  }

  private dispatch(body: RunEventBody): void {
    this.counts = { ...this.counts, events: this.counts.events + 1 };
    const event: RunEvent = runEventSchema.parse({
      ...body,
      ...{ runId: '20261122-101500-abcd', seq: ++this.seq, time: new Date().toISOString() },
    });
    this.state = reduceRun(this.state, event);
    const delta = this.streams.append(event);
    if (delta) this.flusher.add(delta);
    if (event.type !== 'text-delta') this.flusher.touch();
  }

  private send({ kind, seq, view, deltas }: Flush): void {
    const { state } = this;
    if (!state) return;
    const { messages, snapshots } = this.counts;
    this.counts = { ...this.counts, messages: messages + 1, snapshots: snapshots + (kind === 'snapshot' ? 1 : 0) };
    const sentAt = new Date().toISOString();
    const shown = () => panelView(state, true, undefined);
    if (kind === 'update') this.post({ type: 'update', seq, sentAt, deltas, ...(view ? { view: shown() } : {}) });
    else this.post({ type: 'snapshot', seq, sentAt, view: shown(), streams: this.streams.tails(200_000) });
  }
}
