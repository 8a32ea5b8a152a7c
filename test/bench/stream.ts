import { developOnce } from './developOnce';
import type { Measure } from './measure';
import { WorkspaceLab } from './workspaceLab';

const clis = 4;
const perSecond = 5_000;

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

/** Four CLIs that stream 5,000 deltas a second each, through the whole headless run: what is lost, and how late the rest is. */
export async function measureStream(seconds: number): Promise<readonly Measure[]> {
  const lab = new WorkspaceLab();
  try {
    lab.write('PRD.md', '# Bench\n\n## 1. Parts\n\nWrite parts.\n');
    const env = {
      MAO_BENCH_MS: String(seconds * 1000),
      MAO_BENCH_COUNT: String(clis),
      MAO_BENCH_RATE: String(perSecond),
    };
    const lags = readLags(await developOnce(lab, { env, maxParallel: clis }));
    const sent = lab
      .ownTimes()
      .map(({ what }) => /^sent-(\d+)$/.exec(what)?.[1])
      .reduce((sum, count) => sum + Number(count ?? 0), 0);
    const all = [...lags.values()].flat().sort((a, b) => a - b);
    const at = (share: number) => all[Math.floor((all.length - 1) * share)] ?? NaN;
    const beside = `${sent} deltas of ${clis} CLIs in ${seconds} s; lag p50 ${at(0.5)} ms, most ${at(1)} ms`;
    return [
      { name: 'stream: deltas lost', value: sent - all.length, unit: 'x', bar: 0, kind: 'most', beside },
      { name: 'stream: lag p95', value: at(0.95), unit: 'ms', bar: 200, kind: 'most', beside: 'CLI to the event' },
    ];
  } finally {
    lab.remove();
  }
}
