import { developOnce } from './developOnce';
import type { Measure } from './measure';
import { WorkspaceLab } from './workspaceLab';

const clis = 4;
const perSecond = 5_000;
const calmPerSecond = 20;

/** How late each delta (`<number>@<epoch ms>`) came into the run's events, in ms, workstream by workstream. */
function readLags(events: Awaited<ReturnType<typeof developOnce>>): ReadonlyMap<string, readonly number[]> {
  const lags = new Map<string, number[]>();
  const rest = new Map<string, string>();
  for (const event of events) {
    if (event.type !== 'text-delta' || event.workstream === undefined) continue;
    const text = (rest.get(event.workstream) ?? '') + event.text;
    const whole = text.split(' ');
    rest.set(event.workstream, whole.pop() ?? '');
    const list = lags.get(event.workstream) ?? [];
    lags.set(event.workstream, list);
    for (const stamp of whole) {
      const [number, sentAt] = stamp.split('@').map(Number);
      if (number === list.length) list.push(Date.parse(event.time) - (sentAt ?? NaN));
    }
  }
  return lags;
}

interface Streamed {
  /** Deltas that the CLIs sent. */
  readonly sent: number;
  /** How late each came, in ms, in ascending order. */
  readonly lags: readonly number[];
}

async function stream(seconds: number, rate: number): Promise<Streamed> {
  const lab = new WorkspaceLab();
  try {
    lab.write('PRD.md', '# Bench\n\n## 1. Parts\n\nWrite parts.\n');
    const env = {
      MAO_BENCH_MS: String(seconds * 1000),
      MAO_BENCH_COUNT: String(clis),
      MAO_BENCH_RATE: String(rate),
    };
    const lags = readLags(await developOnce(lab, { env, maxParallel: clis }));
    const sent = lab
      .ownTimes()
      .map(({ what }) => /^sent-(\d+)$/.exec(what)?.[1])
      .reduce((sum, count) => sum + Number(count ?? 0), 0);
    return { sent, lags: [...lags.values()].flat().sort((a, b) => a - b) };
  } finally {
    lab.remove();
  }
}

/** Four CLIs through the whole headless run: how late one delta is, and, at 5,000 a second each, what is lost and how late the rest is. */
export async function measureStream(seconds: number): Promise<readonly Measure[]> {
  const at = (lags: readonly number[], share: number) => lags[Math.floor((lags.length - 1) * share)] ?? NaN;
  const calm = await stream(5, calmPerSecond);
  const { sent, lags } = await stream(seconds, perSecond);
  const beside = `${sent} deltas of ${clis} CLIs in ${seconds} s; lag p50 ${at(lags, 0.5)} ms, most ${at(lags, 1)} ms`;
  return [
    {
      ...{ name: 'a delta from the CLI to the event', value: at(calm.lags, 0.5), unit: 'ms', bar: 5, kind: 'most' },
      beside: `${calm.lags.length} deltas of ${clis} CLIs, ${calmPerSecond} a second each; p95 ${at(calm.lags, 0.95)} ms`,
    },
    { name: 'stream: deltas lost', value: sent - lags.length, unit: 'x', bar: 0, kind: 'most', beside },
    { name: 'stream: lag p95', value: at(lags, 0.95), unit: 'ms', bar: 200, kind: 'most', beside: 'CLI to the event' },
  ];
}
