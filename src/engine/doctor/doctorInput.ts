import type { CliVersions } from '../../adapters/common/cliVersions';
import type { LoadedConfiguration } from '../../config/loadConfiguration';
import type { Approvals } from '../../core/ports/approvals';
import type { Cooldowns } from '../../core/ports/cooldowns';
import type { Logger } from '../../core/ports/logger';
import type { AdapterLookup } from '../../core/ports/modelAdapter';
import type { ProcessRunner } from '../../core/ports/processRunner';
import type { ServerView } from '../../orchestration/engine';
import type { ConfigTexts } from '../../workspace/readConfigTexts';
import type { FoundPrd } from '../engineParts';

/** What Doctor looks with: the engine's parts. `state` and `data` are MAO's folders, which need not be there yet. */
export interface DoctorInput {
  readonly workspace: string;
  readonly state: string;
  readonly data: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly loaded: LoadedConfiguration;
  readonly texts: ConfigTexts;
  readonly runner: ProcessRunner;
  readonly adapters: AdapterLookup;
  readonly versions: CliVersions;
  readonly approvals: Approvals;
  readonly cooldowns: Cooldowns;
  readonly logger: Logger;
  findProgram(name: string): Promise<string | undefined>;
  /** The servers of `.mcp.json`; PAL with what it says of itself, if it is approved and answers in time. */
  listServers(signal: AbortSignal): Promise<readonly ServerView[]>;
  readPrd(): Promise<FoundPrd>;
}
