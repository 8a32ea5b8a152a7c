import type { MachineSettings } from './machineSettings';
import type { ModelRegistry } from './modelSpec';
import type { Routing } from './route';

/** One server of `.mcp.json`, variables expanded. */
export interface McpServer {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Everything that configuration files and settings say, valid as a whole. */
export interface Configuration {
  readonly registry: ModelRegistry;
  readonly routing: Routing;
  readonly mcpServers: ReadonlyMap<string, McpServer>;
  /** Prompt templates of the user by task name (`.claude/models/prompts/<task>.md`). */
  readonly templates: ReadonlyMap<string, string>;
  readonly settings: MachineSettings;
}
