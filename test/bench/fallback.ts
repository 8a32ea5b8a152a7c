import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { developOnce } from './developOnce';
import { median, type Measure } from './measure';
import { benchCli, WorkspaceLab } from './workspaceLab';

const env = { MAO_BENCH_MS: '20', MAO_BENCH_COUNT: '1', MAO_BENCH_FAIL: 'sonnet' };

/** From the end of the CLI that failed to the start of the one that takes over, by their own clocks; ms. */
function switchTime(lab: WorkspaceLab): number {
  const times = lab.ownTimes();
  const failed = times.find(({ what }) => what === 'failed');
  const next = times.find(({ what }) => what === 'part1');
  if (!failed || !next) throw new Error('There was no fallback.');
  return next.start - failed.end;
}

function bareSpawn(lab: WorkspaceLab, model: string): Promise<void> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [benchCli, model], {
      cwd: lab.home,
      env: { ...lab.environment, ...env, MAO_BENCH_TIMES: lab.times },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.stdin.end('MAO-Task: workstream\nMAO-Workstream: part1\n\nWrite.\n');
    child.on('close', () => done());
  });
}

/** The time between a model that fails and the one that takes over; what both CLIs take to end and begin is in it twice, so it is taken off. */
export async function measureFallback(runs: number): Promise<readonly Measure[]> {
  const lab = new WorkspaceLab();
  try {
    lab.write('PRD.md', '# Bench\n\n## 1. Parts\n\nWrite parts.\n');
    const ours: number[] = [];
    const bare: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      rmSync(join(lab.workspace, '.mao'), { recursive: true, force: true }); // with the cool-down of the run before
      await developOnce(lab, { env, maxParallel: 1 });
      ours.push(switchTime(lab));
      rmSync(lab.times);
      await bareSpawn(lab, 'sonnet');
      await bareSpawn(lab, 'opus');
      bare.push(switchTime(lab));
    }
    return [
      {
        name: 'fallback: switch, over two bare spawns',
        value: median(ours) - median(bare),
        unit: 'ms',
        bar: 20,
        kind: 'most',
        beside: `exit to start ${median(ours).toFixed(1)} ms; bare ${median(bare).toFixed(1)} ms`,
      },
    ];
  } finally {
    lab.remove();
  }
}
