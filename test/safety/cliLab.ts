import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { redactedAdapter } from '../../src/adapters/common/redactedAdapter';
import { createAdapters } from '../../src/adapters/createAdapters';
import { createProcessRunner } from '../../src/adapters/process/processRunner';
import type { AdapterEvent, AttemptEnd } from '../../src/core/adapterEvent';
import { machineSettingsSchema } from '../../src/core/machineSettings';
import { nullLogger } from '../../src/core/ports/logger';
import type { AttemptRequest, ModelAdapter } from '../../src/core/ports/modelAdapter';
import { createRedactor } from '../../src/core/redaction/redactor';
import { ScriptedCli } from '../integration/adapters/scriptedCli';

export const clis = ['claude', 'codex', 'gemini'] as const;
export type Cli = (typeof clis)[number];
export type Action = Readonly<Record<string, unknown>>;

const transcript = (name: string) => resolve('test/fixtures/transcripts', `${name}.jsonl`);

/** A conversation with each CLI that ends well. */
export const wellDone: Readonly<Record<Cli, Action>> = {
  claude: { replay: transcript('claude-ok') },
  codex: { replay: transcript('codex-app-ok') },
  gemini: { replay: transcript('gemini-ok') },
};

/** A conversation with each CLI that has begun. */
export const begun: Readonly<Record<Cli, Action>> = {
  claude: { replay: transcript('claude-kill-sigterm-hang') },
  codex: { replay: transcript('codex-app-begun') },
  gemini: { replay: transcript('gemini-kill-sigterm-norelaunch') },
};

/** What a scripted CLI is given: the user's own arguments after the script's, and MAO's environment. */
export interface ScriptedOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A CLI that plays actions behind its real adapter and the real process runner; `dispose` the script. */
export function scriptedAdapter(
  cli: Cli,
  actions: readonly Action[],
  { args = [], env = { PATH: '/nowhere' } }: ScriptedOptions = {},
): { readonly adapter: ModelAdapter; readonly script: ScriptedCli } {
  const script = new ScriptedCli();
  const own = { path: process.execPath, args: [...script.args(...actions), ...args], env: { PIDS: script.pids } };
  const lookup = createAdapters({
    runner: createProcessRunner({ assertMayExecute: () => undefined, logger: nullLogger }),
    settings: machineSettingsSchema.parse({ clis: { [cli]: own } }),
    env,
    billing: { allowApiKeys: false },
    workspace: script.path('workspace'),
    logger: nullLogger,
  });
  const adapter = lookup({ id: 'm', provider: 'p', cli, capabilities: [], model: 'model-1' });
  assert.ok(adapter);
  return { adapter: redactedAdapter(adapter, createRedactor([])), script };
}

/** A request to work in the script's folder. */
export function requestTo(script: ScriptedCli, more: Partial<AttemptRequest> = {}): AttemptRequest {
  return {
    model: { id: 'm', provider: 'p', capabilities: [], model: 'model-1' },
    prompt: 'MAO-Task: workstream\n\nDo it.\n',
    workdir: script.folder,
    access: 'edit',
    limits: { idleSeconds: 60, attemptSeconds: 120 },
    ...more,
  };
}

/** Runs an attempt to its end. */
export async function endOf(adapter: ModelAdapter, request: AttemptRequest): Promise<AttemptEnd> {
  const events: AdapterEvent[] = [];
  for await (const event of adapter.run(request, new AbortController().signal)) {
    if (event.type === 'end') events.push(event);
  }
  const [end] = events;
  assert.ok(end?.type === 'end' && events.length === 1, 'there is exactly one end');
  return end;
}
