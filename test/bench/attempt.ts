import { spawn } from 'node:child_process';
import { cliSettingsSchema } from '../../src/core/machineSettings';
import { nullLogger } from '../../src/core/ports/logger';
import { createClaudeAdapter } from '../../src/adapters/claude/adapter';
import { createProcessRunner } from '../../src/adapters/process/processRunner';
import { alternated, type Measure } from './measure';
import { benchCli, WorkspaceLab } from './workspaceLab';

const env = { MAO_BENCH_MS: '200' };

/** One attempt through an adapter over a bare spawn of the same CLI of 200 ms. */
export async function measureAttempt(runs: number): Promise<readonly Measure[]> {
  const lab = new WorkspaceLab();
  try {
    const runner = createProcessRunner({ assertMayExecute: () => undefined, logger: nullLogger });
    const adapter = createClaudeAdapter({
      runner,
      settings: cliSettingsSchema.parse({ path: process.execPath, args: [benchCli], env }),
      env: lab.environment,
      billing: { allowApiKeys: false },
      workspace: lab.workspace,
      logger: nullLogger,
    });
    const prompt = 'MAO-Task: workstream\nMAO-Workstream: part1\n\nWrite.\n';
    const request = {
      model: { id: 'sonnet', provider: 'anthropic', cli: 'claude', capabilities: [], model: 'sonnet' },
      prompt,
      workdir: lab.workspace,
      access: 'edit' as const,
      limits: { idleSeconds: 60, attemptSeconds: 60 },
    };
    const attempt = async () => {
      let outcome = '';
      for await (const event of adapter.run(request, new AbortController().signal)) {
        if (event.type === 'end') outcome = event.outcome;
      }
      if (outcome !== 'succeeded') throw new Error(`The attempt ended ${outcome}.`);
    };
    const bare = () =>
      new Promise<void>((done) => {
        const child = spawn(process.execPath, [benchCli], {
          cwd: lab.workspace,
          env: { ...lab.environment, ...env },
          stdio: ['pipe', 'pipe', 'ignore'],
        });
        child.stdout.resume();
        child.stdin.end(prompt);
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
