import { rmSync } from 'node:fs';
import type { RunEvent } from '../../src/core/runEvent';
import { developOnce, output } from './developOnce';
import { median, type Measure } from './measure';
import { benchCli, WorkspaceLab } from './workspaceLab';

interface Shape {
  readonly workstreams: number;
  readonly ms: number;
  readonly maxParallel: number;
}

/** The workstreams' part of one develop run (first start to last end), and the slowest CLI by its own clock; ms. */
async function measureOnce(lab: WorkspaceLab, shape: Shape): Promise<{ makespan: number; slowest: number }> {
  const env = { MAO_BENCH_MS: String(shape.ms), MAO_BENCH_COUNT: String(shape.workstreams) };
  const events = await developOnce(lab, { env, maxParallel: shape.maxParallel });
  const at = (type: RunEvent['type']) =>
    events.filter((event) => event.type === type).map((event) => Date.parse(event.time));
  const own = lab.ownTimes().filter(({ what }) => what.startsWith('part'));
  return {
    makespan: Math.max(...at('workstream-end')) - Math.min(...at('workstream-start')),
    slowest: Math.max(...own.map(({ start, end }) => end - start)),
  };
}

/** The same CLIs run by `xargs -P`: from its start to its end, over the slowest of them. */
async function xargsOnce(lab: WorkspaceLab, shape: Shape): Promise<number> {
  rmSync(lab.times, { force: true });
  const script = `printf 'MAO-Task: workstream\\nMAO-Workstream: %s\\n\\n' "$0" | "${process.execPath}" "${benchCli}" > /dev/null`;
  const list = Array.from({ length: shape.workstreams }, (_, index) => `part${index + 1}`).join(' ');
  const start = performance.now();
  const args = ['-c', `echo ${list} | xargs -n 1 -P ${shape.maxParallel} sh -c '${script.replaceAll("'", "'\\''")}'`];
  await output('sh', args, lab, lab.home, { MAO_BENCH_MS: String(shape.ms), MAO_BENCH_TIMES: lab.times });
  const wall = performance.now() - start;
  return wall / Math.max(...lab.ownTimes().map((time) => time.end - time.start));
}

/** Makespan over critical path for five workstreams of 2 s, and the speed-up of four in parallel over one at a time. */
export async function measureMakespan(runs: number): Promise<readonly Measure[]> {
  const lab = new WorkspaceLab();
  try {
    lab.write('PRD.md', '# Bench\n\n## 1. Parts\n\nWrite parts.\n');
    const five = { workstreams: 5, ms: 2000, maxParallel: 5 };
    const ratios: number[] = [];
    const beside: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const { makespan, slowest } = await measureOnce(lab, five);
      ratios.push(makespan / slowest);
      beside.push(await xargsOnce(lab, five));
    }
    const four = { workstreams: 4, ms: 2000, maxParallel: 4 };
    const parallel = (await measureOnce(lab, four)).makespan;
    const serial = (await measureOnce(lab, { ...four, maxParallel: 1 })).makespan;
    return [
      {
        name: 'develop: makespan / critical path, 5 × 2 s',
        value: median(ratios),
        unit: 'x',
        bar: 1.06,
        kind: 'most',
        beside: `xargs -P ${median(beside).toFixed(3)}`,
      },
      {
        name: 'develop: speed-up of 4 × 2 s in parallel',
        value: serial / parallel,
        unit: 'x',
        bar: 3.8,
        kind: 'least',
        beside: `serial ${(serial / 1000).toFixed(2)} s`,
      },
    ];
  } finally {
    lab.remove();
  }
}
