import type { MachineSettings } from '../core/machineSettings';
import { cliSettings } from '../core/machineSettings';
import type { Logger } from '../core/ports/logger';
import type { AdapterLookup, ModelAdapter } from '../core/ports/modelAdapter';
import type { ProcessRunner } from '../core/ports/processRunner';
import type { Redactor } from '../core/redaction/redactor';
import { createClaudeAdapter } from './claude/adapter';
import { createCodexAdapter } from './codex/adapter';
import type { CliAdapterOptions } from './common/cliAdapterOptions';
import type { McpHandout } from './common/mcpHandout';
import type { CliVersions } from './common/cliVersions';
import { createGeminiAdapter } from './gemini/adapter';
import { createGenericAdapter } from './generic/adapter';
import { createOllamaAdapter } from './ollama/adapter';
import { chatAdapter } from './pal/chatAdapter';
import { clinkAdapter } from './pal/clinkAdapter';
import { palClis } from './pal/manifest';
import type { PalRun } from './pal/palRun';
import type { Environment } from './process/childEnvironment';

/** What all adapters share. */
export interface AdaptersOptions {
  readonly runner: ProcessRunner;
  readonly settings: MachineSettings;
  readonly env: Environment;
  readonly billing: { readonly allowApiKeys: boolean };
  readonly workspace: string;
  readonly logger: Logger;
  /** PAL for this run; without it every model is reached directly, and one without a CLI not at all. */
  readonly pal?: PalRun;
  /** Takes secrets out of what PAL keeps for other models. */
  readonly redactor?: Redactor;
  /** The MCP servers that the CLIs are given. */
  readonly handout?: McpHandout;
  readonly versions?: CliVersions;
}

/** The adapters by the registry's names of their CLIs, each made when it is first asked for. */
export function createAdapters(options: AdaptersOptions): AdapterLookup {
  const { settings, pal, redactor, ...shared } = options;
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
    if (cli === undefined) return pal?.pal && chatAdapter(pal.pal, pal);
    const on = (runner: ProcessRunner) => creatorOf(cli)?.({ ...shared, runner, settings: cliSettings(settings, cli) });
    const adapter = made.get(cli) ?? on(shared.runner);
    if (adapter) made.set(cli, adapter);
    const overPal = palClis.find((name) => name === cli);
    if (!adapter || !pal || !overPal || (model.transport ?? settings.transport) !== 'pal') return adapter;
    const through = (runner: ProcessRunner) => on(runner) ?? adapter;
    return clinkAdapter({ cli: overPal, direct: adapter, through, run: pal, ...(redactor ? { redactor } : {}) });
  };
}
