import { join, resolve } from 'node:path';
import { redactedAdapter } from '../adapters/common/redactedAdapter';
import { createAdapters } from '../adapters/createAdapters';
import { CliVersions } from '../adapters/common/cliVersions';
import { childEnvironment } from '../adapters/process/childEnvironment';
import { checksEnvironment } from '../adapters/process/toolchainVariables';
import { findExecutable } from '../adapters/process/findExecutable';
import { redactedRunner } from '../adapters/process/redactedRunner';
import type { LoadedConfiguration } from '../config/loadConfiguration';
import type { Configuration } from '../core/configuration';
import type { Approvals } from '../core/ports/approvals';
import type { Cooldowns } from '../core/ports/cooldowns';
import type { ChangeApplier } from '../core/ports/changeApplier';
import { cliSettings } from '../core/machineSettings';
import type { AdapterLookup } from '../core/ports/modelAdapter';
import { systemClock } from '../core/ports/clock';
import type { PathGuard } from '../core/ports/pathGuard';
import type { ProcessRunner } from '../core/ports/processRunner';
import type { RunArchive } from '../core/ports/runArchive';
import { redactedLogger } from '../core/redaction/redactedLogger';
import { createRedactor, type Redactor } from '../core/redaction/redactor';
import { secretValues } from '../core/redaction/secretValues';
import type { FailureError } from '../core/failure';
import { UsageError } from '../core/usageError';
import type { EngineOptions } from '../orchestration/engine';
import type { CheckHost } from '../orchestration/runDependencies';
import { findPrdCandidates } from '../prd/findPrdCandidates';
import { createChangeApplier } from '../workspace/apply/changeApplier';
import { recoverApply, type Recovered } from '../workspace/apply/recoverApply';
import { createGit, type Git } from '../workspace/git/git';
import { createPathGuard } from '../workspace/paths/pathGuard';
import { readConfigTexts } from '../workspace/readConfigTexts';
import { readText } from '../workspace/readText';
import { hasLinked } from '../workspace/snapshot/hasLinked';
import { createSnapshotStore, type GitSnapshotStore } from '../workspace/snapshot/snapshotStore';
import { readUserWorkspace } from '../workspace/snapshot/userRepository';
import { openApprovals } from '../workspace/state/approvals';
import { openCooldowns } from '../workspace/state/cooldowns';
import { probeDisk } from '../workspace/state/probeDisk';
import { openRunArchive } from '../workspace/state/runArchive';
import { stateFolderOf } from '../workspace/state/stateFolder';
import { userFolders } from '../workspace/userFolders';
import type { DoctorInput } from './doctor/doctorInput';
import { listServersSoon } from './listServersSoon';
import { McpServers, type RunServers } from './mcpServers';
import { Programs } from './programs';

/** The PRD's text with its absolute path; no text: none was found at `searched`. */
export interface FoundPrd {
  readonly file: string;
  readonly text: string | undefined;
  readonly searched: readonly string[];
}

/** Makes what the engine works with: each part from the rooms that hold it, given the shell's options. */
export class EngineParts {
  readonly workspace: string;
  readonly state: string;
  /** What `.mcp.json` names; whoever ends the engine ends it. */
  readonly servers: McpServers;
  private readonly data: string;
  private readonly configFile: string;
  private readonly versions = new CliVersions();
  private configuration: Configuration | undefined;
  readonly programs: Programs;

  constructor(
    private readonly options: EngineOptions,
    bundles: string,
  ) {
    const folders = userFolders(options.environment, process.platform);
    this.workspace = options.workspace;
    this.state = stateFolderOf(options.workspace);
    this.data = folders.data;
    const { assertMayExecute } = options;
    const logger = options.logger.topic('process');
    this.programs = new Programs({ assertMayExecute, logger, bundles, state: this.state });
    this.configFile = options.configFile ?? join(folders.config, 'mao.config.yaml');
    this.servers = new McpServers({
      runner: this.runner(),
      onGroup: this.programs.onGroup,
      approvals: this.approvals,
      assertMayExecute: options.assertMayExecute,
      environment: options.environment,
      workspace: options.workspace,
      folder: join(folders.data, 'pal'),
      node: process.execPath,
      worker: join(bundles, 'palWorker.js'),
      clock: systemClock,
      logger: options.logger.topic('pal'),
    });
  }

  /** The PRD's text: the one named, else the first that there is at the conventional places. */
  async readPrd(prd?: string): Promise<FoundPrd> {
    const named = prd ?? this.options.prd;
    const searched = named === undefined ? findPrdCandidates() : [named];
    for (const candidate of searched) {
      const file = resolve(this.workspace, candidate);
      const text = await readText(file);
      if (text !== undefined) return { file, text, searched };
    }
    return { file: '', text: undefined, searched };
  }

  /** Everything that Doctor looks with. */
  async doctorInput(): Promise<DoctorInput> {
    const runner = this.runner();
    const [loaded, texts] = await Promise.all([
      this.loadConfiguration(),
      readConfigTexts(this.workspace, this.configFile),
    ]);
    return {
      ...{ workspace: this.workspace, state: this.state, data: this.data, approvals: this.approvals },
      ...{ loaded, texts, runner, versions: this.versions, adapters: this.adapters(loaded.configuration) },
      cooldowns: this.cooldowns(loaded.configuration),
      ...{ environment: this.options.environment, logger: this.options.logger.topic('doctor') },
      findProgram: (name) => this.findProgram(name),
      listServers: (signal) => listServersSoon(this.servers, loaded.configuration, signal),
      readPrd: () => this.readPrd(),
    };
  }

  get archive(): RunArchive {
    return openRunArchive(this.state);
  }

  /** What the user has allowed in this workspace for good. */
  get approvals(): Approvals {
    return openApprovals(this.data, this.workspace);
  }

  /** The rests that models take after limits; another setup of a CLI is another account. */
  cooldowns({ settings }: Configuration): Cooldowns {
    return openCooldowns(this.data, (cli) => JSON.stringify(cliSettings(settings, cli)));
  }

  findProgram(name: string): Promise<string | undefined> {
    return findExecutable(name, { env: this.options.environment, workspace: this.workspace });
  }

  probeDisk(): Promise<FailureError | undefined> {
    return probeDisk([this.data, this.state]);
  }

  runner(): ProcessRunner {
    return this.programs.runner;
  }

  adapters(configuration: Configuration, servers?: RunServers, given?: Redactor): AdapterLookup {
    const [runner, redactor] = [this.runner(), given ?? this.redactor(configuration)];
    const { environment: env } = this.options;
    const logger = redactedLogger(this.options.logger, redactor);
    const { settings } = configuration;
    const { billing } = settings;
    const { pal, handout } = servers ?? {};
    const lookup = createAdapters({
      ...{ runner, settings, env, billing, workspace: this.workspace, logger },
      ...{ redactor, versions: this.versions },
      ...(pal ? { pal } : {}),
      ...(handout ? { handout } : {}),
    });
    return (model) => {
      const adapter = lookup(model);
      return adapter && redactedAdapter(adapter, redactor);
    };
  }

  /** Knows the secrets of the environment and those that the user's settings and `.mcp.json` hand to programs. */
  redactor({ settings, mcpServers }: Configuration): Redactor {
    const handed = [...Object.values(settings.clis), ...mcpServers.values()].map(({ env }) => env);
    return createRedactor(secretValues(this.options.environment, ...handed));
  }

  /** How checks are started: with nothing secret in their environment, and nothing secret in what they print. */
  checkHost(runner: ProcessRunner, redactor: Redactor, links: readonly string[]): CheckHost {
    const options = { allowApiKeys: false, extra: checksEnvironment(this.options.environment) };
    return {
      runner: redactedRunner(runner, redactor),
      environment: childEnvironment(this.options.environment, 'checks', options),
      resolveExecutable: (name) => this.findProgram(name),
      hasLinked: (path) => hasLinked(this.workspace, links, path),
    };
  }

  async git(): Promise<Git> {
    const path = await this.findProgram('git');
    if (path === undefined) {
      throw new UsageError('MAO needs git 2.38 or newer, and none is on your PATH. Install git, then try again.');
    }
    const { environment, assertMayExecute } = this.options;
    return createGit({ path, environment, assertMayExecute });
  }

  async store(runId: string, configuration?: Configuration): Promise<GitSnapshotStore> {
    const { settings } = configuration ?? (await this.loadConfiguration()).configuration;
    return createSnapshotStore({
      git: await this.git(),
      workspace: this.workspace,
      dataDirectory: this.data,
      runId,
      link: settings.worktree.link,
      environment: this.options.environment,
    });
  }

  async guard(): Promise<PathGuard> {
    const { repository, configuration } = await readUserWorkspace(await this.git(), this.workspace);
    const hooks = configuration.get('core.hookspath');
    return createPathGuard({
      workspace: this.workspace,
      gitDirectories: repository?.gitDirectories ?? [],
      stateDirectory: this.state,
      hookDirectories: repository && hooks !== undefined ? [resolve(repository.topLevel, hooks)] : [],
    });
  }

  /** Ends every apply and revert that a crash cut short. */
  async recoverApply(): Promise<readonly Recovered[]> {
    return recoverApply(this.workspace, this.state, await this.guard());
  }

  async applier(runId: string): Promise<ChangeApplier> {
    const [store, guard, git] = await Promise.all([this.store(runId), this.guard(), this.git()]);
    return createChangeApplier({ store, guard, git, workspace: this.workspace, stateDirectory: this.state });
  }

  async loadConfiguration(): Promise<LoadedConfiguration> {
    const { options } = this;
    const texts = await readConfigTexts(this.workspace, this.configFile);
    if (options.configFile !== undefined && !texts.user) {
      throw new UsageError(`There is no configuration file ${options.configFile}.`);
    }
    const { loadConfiguration } = await import('../config/loadConfiguration');
    const loaded = loadConfiguration(
      {
        registry: texts.registry,
        routing: texts.routing,
        mcp: texts.mcp,
        settings: texts.user,
        overrides: options.settings,
        templates: [...texts.templates].map(([name, template]) => ({ name, ...template })),
      },
      options.environment,
      this.configuration,
    );
    this.configuration = loaded.configuration;
    return loaded;
  }
}
