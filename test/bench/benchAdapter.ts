import { createClaudeAdapter } from '../../src/adapters/claude/adapter';
import { createProcessRunner } from '../../src/adapters/process/processRunner';
import { cliSettingsSchema } from '../../src/core/machineSettings';
import { nullLogger } from '../../src/core/ports/logger';
import { benchCli, type WorkspaceLab } from './workspaceLab';

/** What the bench CLI is asked by an attempt. */
export const benchPrompt = 'MAO-Task: workstream\nMAO-Workstream: part1\n\nWrite.\n';

/** One attempt through the real adapter with the bench CLI as Claude Code; throws unless it succeeds. `env` is for the CLI. */
export function benchAttempts(lab: WorkspaceLab, env: Readonly<Record<string, string>>): () => Promise<void> {
  const adapter = createClaudeAdapter({
    runner: createProcessRunner({ assertMayExecute: () => undefined, logger: nullLogger }),
    settings: cliSettingsSchema.parse({ path: process.execPath, args: [benchCli], env }),
    env: lab.environment,
    billing: { allowApiKeys: false },
    workspace: lab.workspace,
    logger: nullLogger,
  });
  const request = {
    model: { id: 'sonnet', provider: 'anthropic', cli: 'claude', capabilities: [], model: 'sonnet' },
    prompt: benchPrompt,
    workdir: lab.workspace,
    access: 'edit' as const,
    limits: { idleSeconds: 60, attemptSeconds: 60 },
  };
  return async () => {
    let outcome = '';
    for await (const event of adapter.run(request, new AbortController().signal)) {
      if (event.type === 'end') outcome = event.outcome;
    }
    if (outcome !== 'succeeded') throw new Error(`The attempt ended ${outcome}.`);
  };
}
