import type { Clock } from '../../core/ports/clock';
import { errorOf } from '../../core/errorOf';
import { FailureError } from '../../core/failure';
import type { Logger } from '../../core/ports/logger';
import type { Invocation, ProcessRunner, RunningProcess } from '../../core/ports/processRunner';
import type { McpConnection, McpNoise } from './mcpClient';

/** Why PAL can not be used now; `cause` tells one from another, `message` is for people. */
export interface Unusable {
  readonly cause: 'missing' | 'crashed' | 'silent' | 'given-up' | 'not-pal' | 'disposed';
  readonly message: string;
}

export type Opened = { readonly connection: McpConnection } | { readonly unusable: Unusable };

export interface PalServerOptions {
  readonly runner: ProcessRunner;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The tool without which the server is of no use. */
  readonly tool: string;
  /** How it is started; undefined: its program is not on this machine. */
  readonly invocation: () => Promise<Invocation | undefined>;
  /** How long the server may take to answer the first time; uvx may have to download it. */
  readonly startMs?: number;
}

const notFound = 'The program that .mcp.json names for "pal" was not found on your PATH.';
const startMs = 60_000;
const crashWindowMs = 3 * 60_000;
/** Who asks how a model is reached and then reaches it is to get one answer, and not to start PAL twice. */
const holdMs = 2000;
/** The first start and four more. */
const mostStarts = 5;

/**
 * One process of the PAL server: started when first asked for, shared by all who ask, started again after it ended, at
 * most four times in three minutes. A server that does not answer is not asked again in that time.
 */
export class PalServer {
  private readonly life = new AbortController();
  private readonly starts: number[] = [];
  private opening: Promise<Opened> | undefined;
  private running: RunningProcess | undefined;
  private away: { readonly until: number; readonly unusable: Unusable } | undefined;

  constructor(private readonly options: PalServerOptions) {}

  /** Resolves with the connection, or with why there is none; never rejects. */
  open(): Promise<Opened> {
    if (this.life.signal.aborted) return Promise.resolve(refusal('disposed', 'PAL has been ended.'));
    if (this.away && this.now() < this.away.until) return Promise.resolve({ unusable: this.away.unusable });
    const opening = (this.opening ??= this.start().catch((cause: unknown) => {
      if (!(cause instanceof FailureError)) this.options.logger.error('PAL could not be started.', cause);
      return refusal('crashed', `PAL could not be started: ${errorOf(cause).message}`);
    }));
    void opening.then((opened) => {
      if ('unusable' in opened && this.opening === opening) this.opening = undefined;
    });
    return opening;
  }

  /** Ends the process; it is started again when it is asked for again. */
  async stop(): Promise<void> {
    this.opening = undefined;
    await this.running?.stop();
  }

  async dispose(): Promise<void> {
    this.life.abort();
    await this.running?.stop();
  }

  private async start(): Promise<Opened> {
    const since = this.now() - crashWindowMs;
    while ((this.starts[0] ?? Infinity) <= since) this.starts.shift();
    if (this.starts.length >= mostStarts) {
      return refusal('given-up', `PAL ended ${mostStarts} times in three minutes, so it is left alone for now.`);
    }
    const invocation = await this.options.invocation();
    if (!invocation) return refusal('missing', notFound);
    const { McpClient } = await import('../pal/mcpClient');
    this.starts.push(this.now());
    const running = this.options.runner.start(invocation, {}, this.life.signal);
    this.running = running;
    const client = new McpClient(running, this.options.logger);
    let end: string | undefined;
    const ended = running.ended.then((how) => {
      end = how.kind === 'exited' ? `exit code ${how.exitCode}` : how.kind === 'not-started' ? how.errorCode : how.kind;
      if (this.running === running) this.opening = undefined;
    });
    try {
      const connection = await client.connect(this.options.startMs ?? startMs);
      if (connection.tools.includes(this.options.tool)) return { connection };
      await running.stop();
      return this.turnAway('not-pal', `The server "pal" of .mcp.json has no tool "${this.options.tool}".`);
    } catch (cause) {
      const endedItself = end !== undefined;
      await running.stop();
      await ended;
      const why = explain(client.noise);
      if (endedItself) return this.turnAway('crashed', `PAL ended at its start (${end ?? '?'})${why}.`, holdMs);
      this.options.logger.debug(`PAL: ${errorOf(cause).message}`);
      return this.turnAway('silent', `PAL did not answer in time${why}.`);
    }
  }

  /** Refuses for a while without starting it again; what is under way goes on. */
  turnAway(cause: Unusable['cause'], message: string, ms = crashWindowMs): Opened {
    const refused = refusal(cause, message);
    this.away = { until: this.now() + ms, unusable: refused.unusable };
    return refused;
  }

  private now(): number {
    return this.options.clock.now().getTime();
  }
}

const refusal = (cause: Unusable['cause'], message: string) => ({ unusable: { cause, message } });

/** The line that explains best: uvx begins one with "error:"; PAL logs much, and says what is wrong at level ERROR, or with Python's last line. */
function explain({ stderr, garbage }: McpNoise): string {
  const telling =
    stderr.findLast((line) => line.startsWith('error:')) ??
    stderr.findLast((line) => /error|required|not found|no such/i.test(line)) ??
    stderr.at(-1) ??
    garbage;
  return telling === undefined ? '' : `: ${telling.slice(0, 200)}`;
}
