import type { AdapterEvent } from '../../core/adapterEvent';
import type { CliSettings } from '../../core/machineSettings';
import { systemClock } from '../../core/ports/clock';
import type { AttemptRequest, Availability, CommandPreview, ModelAdapter } from '../../core/ports/modelAdapter';
import type { Invocation, ProcessLimits } from '../../core/ports/processRunner';
import { childEnvironment } from '../process/childEnvironment';
import { payerOf, payerText } from '../process/payer';
import { failed, failure, type CliIdentity } from './attemptEnds';
import type { CliAdapterOptions } from './cliAdapterOptions';
import { CliVersions } from './cliVersions';
import type { ConversationTools } from './converse';
import { locateCli } from './locateCli';
import type { McpHandout } from './mcpHandout';
import { refusedVersion } from './refusedVersion';

/** How a CLI that was found is started. */
export interface CliStart {
  readonly path: string;
  readonly settings: CliSettings;
  readonly env: Readonly<Record<string, string>>;
  /** The MCP servers that this attempt is given. */
  readonly handout?: McpHandout;
}

/** What one attempt of a CLI works with. */
export interface CliAttempt {
  readonly request: AttemptRequest;
  readonly start: CliStart;
  readonly limits: ProcessLimits;
  readonly tools: ConversationTools;
  readonly signal: AbortSignal;
}

/**
 * The adapter of a CLI: looks for the program and makes its environment; `attempt` does the talking, down to the `end`, with
 * the process that `invocation` describes. It tells its events in portions, which costs less than one by one.
 */
export function cliAdapter(
  identity: CliIdentity,
  options: CliAdapterOptions,
  invocation: (request: AttemptRequest, start: CliStart) => Invocation,
  attempt: (attempt: CliAttempt) => AsyncIterable<readonly AdapterEvent[]>,
): ModelAdapter {
  const { settings, runner, handout, clock = systemClock } = options;
  const { cli } = identity;
  const tools = { runner, clock, logger: options.logger.topic(cli) };
  const env = childEnvironment(options.env, cli, { ...options.billing, extra: settings.env });
  const versions = options.versions ?? new CliVersions();
  const { args } = settings;
  const locate = () => locateCli(identity, cli, { settings, env, workspace: options.workspace });

  async function availability(): Promise<Availability> {
    const found = await locate();
    if (!found.available || !identity.versions) return found;
    const version = await versions.known({ file: found.path, args }, identity.versions.package);
    if (version === undefined) return found;
    const reason = refusedVersion(identity, version);
    return reason === undefined ? { ...found, version } : { available: false, reason };
  }

  /** As `availability`, but asks a program of which nothing is known for its version, once. */
  async function startable(cwd: string, signal: AbortSignal): Promise<Availability> {
    const found = await availability();
    if (!found.available || !identity.versions) return found;
    const program = { file: found.path, args, cwd, env };
    if ((await versions.known(program, identity.versions.package)) !== undefined) return found;
    await versions.ask(runner, program, signal);
    return availability();
  }

  async function* run(request: AttemptRequest, signal: AbortSignal): AsyncGenerator<AdapterEvent> {
    const found = await startable(request.workdir, signal);
    if (!found.available) {
      yield failed(failure('not-installed', found.reason));
      return;
    }
    const { idleSeconds, attemptSeconds: totalSeconds } = request.limits;
    const portions = attempt({
      request,
      // A server may write anywhere, so one that only reads gets none.
      start: { path: found.path, settings, env, ...(handout && request.access === 'edit' ? { handout } : {}) },
      limits: { idleSeconds, totalSeconds },
      tools: { ...tools, ending: request.ending },
      signal,
    });
    // Not `yield*`, which makes a promise more of each.
    for await (const events of portions) for (const event of events) yield event;
  }

  const preview = async (request: AttemptRequest): Promise<CommandPreview | undefined> => {
    const found = await availability();
    if (!found.available) return undefined;
    const { file, args, env: given } = invocation(request, { path: found.path, settings, env });
    return { commandLine: [file, ...args], pays: payerText(identity.label, payerOf(cli, given)) };
  };

  return { cli, answers: 'files', availability, preview, run };
}
