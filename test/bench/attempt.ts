import { spawn } from 'node:child_process';
import { benchAttempts, benchPrompt } from './benchAdapter';
import { alternated, type Measure } from './measure';
import { benchCli, WorkspaceLab } from './workspaceLab';

const env = { MAO_BENCH_MS: '200' };

/** One attempt through an adapter over a bare spawn of the same CLI of 200 ms. */
export async function measureAttempt(runs: number): Promise<readonly Measure[]> {
  const lab = new WorkspaceLab();
  try {
    const attempt = benchAttempts(lab, env);
    const bare = () =>
      new Promise<void>((done) => {
        const child = spawn(process.execPath, [benchCli], {
          cwd: lab.workspace,
          env: { ...lab.environment, ...env },
          stdio: ['pipe', 'pipe', 'ignore'],
        });
        child.stdout.resume();
        child.stdin.end(benchPrompt);
        child.on('close', () => done());
      });
    await attempt();
    const { a, b } = await alternated(runs, attempt, bare);
    return [
      {
        name: 'attempt / bare spawn of the same 200 ms CLI',
        value: a / b,
        unit: 'x',
        bar: 1.05,
        kind: 'most',
        beside: `bare ${b.toFixed(1)} ms`,
      },
    ];
  } finally {
    lab.remove();
  }
}
