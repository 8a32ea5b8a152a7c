import type { CliSettings } from '../../core/machineSettings';
import type { Clock } from '../../core/ports/clock';
import type { Logger } from '../../core/ports/logger';
import type { ProcessRunner } from '../../core/ports/processRunner';
import type { Environment } from '../process/childEnvironment';
import type { CliVersions } from './cliVersions';
import type { McpHandout } from './mcpHandout';

/** What every adapter of a CLI is made from. */
export interface CliAdapterOptions {
  readonly runner: ProcessRunner;
  readonly settings: CliSettings;
  /** MAO's own environment, of which the CLI gets the allow-list. */
  readonly env: Environment;
  readonly billing: { readonly allowApiKeys: boolean };
  /** The workspace folder: no program is taken from it. */
  readonly workspace: string | undefined;
  readonly logger: Logger;
  /** The MCP servers that an attempt which edits is given. */
  readonly handout?: McpHandout;
  readonly clock?: Clock;
  /** What is known of the versions of CLIs; without it each adapter asks for itself. */
  readonly versions?: CliVersions;
}
