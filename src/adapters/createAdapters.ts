import type { MachineSettings } from '../core/machineSettings';
import { cliSettings } from '../core/machineSettings';
import type { Logger } from '../core/ports/logger';
import type { AdapterLookup, ModelAdapter } from '../core/ports/modelAdapter';
import type { ProcessRunner } from '../core/ports/processRunner';
import { createClaudeAdapter } from './claude/adapter';
import { createCodexAdapter } from './codex/adapter';
import type { CliAdapterOptions } from './common/cliAdapterOptions';
import { createGeminiAdapter } from './gemini/adapter';
import { createGenericAdapter } from './generic/adapter';
import { createOllamaAdapter } from './ollama/adapter';
import type { Environment } from './process/childEnvironment';

/** What all adapters share. */
export interface AdaptersOptions {
  readonly runner: ProcessRunner;
  readonly settings: MachineSettings;
  readonly env: Environment;
  readonly billing: { readonly allowApiKeys: boolean };
  readonly workspace: string;
  readonly logger: Logger;
}

/** The adapters by the registry's names of their CLIs, each made when it is first asked for. */
export function createAdapters(options: AdaptersOptions): AdapterLookup {
  const { settings, ...shared } = options;
  const made = new Map<string, ModelAdapter>();
  const create: ReadonlyMap<string, (own: CliAdapterOptions) => ModelAdapter> = new Map([
    ['claude', createClaudeAdapter],
    ['codex', createCodexAdapter],
    ['gemini', createGeminiAdapter],
    ['ollama', createOllamaAdapter],
  ]);
  // The registry may come with the workspace: any other name counts only when the user's own settings define it.
  const creatorOf = (cli: string) => {
    if (create.has(cli) || !Object.hasOwn(settings.clis, cli)) return create.get(cli);
    return (own: CliAdapterOptions) => createGenericAdapter(cli, own);
  };
  return (model) => {
    const cli = model.cli === 'openai' ? 'codex' : model.cli;
    if (cli === undefined) return undefined;
    const adapter = made.get(cli) ?? creatorOf(cli)?.({ ...shared, settings: cliSettings(settings, cli) });
    if (adapter) made.set(cli, adapter);
    return adapter;
  };
}
