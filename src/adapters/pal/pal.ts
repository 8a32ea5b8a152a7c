import { mkdir, mkdtemp } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { McpServer } from '../../core/configuration';
import type { Clock } from '../../core/ports/clock';
import type { Logger } from '../../core/ports/logger';
import type { Invocation, ProcessRunner } from '../../core/ports/processRunner';
import type { Environment } from '../process/childEnvironment';
import { findExecutable, isProgram } from '../process/findExecutable';
import type { OnGroup } from '../process/processGuard';
import { writeDefinitions } from './definitions';
import { palEnvironment } from './palEnvironment';
import { type Opened, PalServer } from './palServer';
import { type Expected, WorkerHub } from './workerHub';

export interface PalOptions {
  /** The server "pal" of `.mcp.json`. */
  readonly server: McpServer;
  readonly runner: ProcessRunner;
  readonly assertMayExecute: (file: string) => void;
  readonly onGroup?: OnGroup;
  readonly environment: Environment;
  readonly workspace: string;
  /** MAO's own folder for PAL: it works there, and its home lies in it. */
  readonly folder: string;
  /** The Node that runs MAO's worker, and the worker's file. */
  readonly node: string;
  readonly worker: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly startMs?: number;
  /** How long PAL may take to start MAO's worker. */
  readonly workerMs?: number;
}

const workerMs = 30_000;

/**
 * The PAL server of `.mcp.json`, as one process for `clink` and one for `chat` (a call of which may hold up all others),
 * each started when it is first needed. Who creates it disposes it.
 */
export class Pal {
  readonly clink: PalServer;
  readonly chat: PalServer;
  private hub: Promise<WorkerHub> | undefined;

  constructor(private readonly options: PalOptions) {
    const { runner, clock, logger, startMs } = options;
    const shared = { runner, clock, logger, ...(startMs === undefined ? {} : { startMs }) };
    this.clink = new PalServer({ ...shared, tool: 'clink', invocation: () => this.invocation(true) });
    this.chat = new PalServer({ ...shared, tool: 'chat', invocation: () => this.invocation(false) });
  }

  get clock(): Clock {
    return this.options.clock;
  }

  get workerMs(): number {
    return this.options.workerMs ?? workerMs;
  }

  /** A new folder for the files of one call of `chat`: PAL takes none from elsewhere. Who asks for it removes it. */
  makeFolder(): Promise<string> {
    return mkdtemp(join(this.options.folder, 'chat-'));
  }

  /** A slot for one call, by which its worker is known when PAL has started it. */
  async expect(): Promise<Expected> {
    return (await this.listen()).expect();
  }

  /** The absolute path of the server's program, without starting it. */
  async find(): Promise<string | undefined> {
    const { server, environment, workspace } = this.options;
    if (isAbsolute(server.command)) return (await isProgram(server.command)) ? server.command : undefined;
    if (/[\\/]/.test(server.command)) return undefined;
    return findExecutable(server.command, { env: environment, workspace });
  }

  /** Starts it and says who it is, for `doctor`. */
  describe(): Promise<Opened> {
    return this.clink.open();
  }

  async dispose(): Promise<void> {
    await Promise.all([this.clink.dispose(), this.chat.dispose()]);
    const hub = await this.hub?.catch(() => undefined);
    await hub?.close();
  }

  private listen(): Promise<WorkerHub> {
    const { clock, assertMayExecute, onGroup } = this.options;
    this.hub ??= WorkerHub.listen({ clock, assertMayExecute, ...(onGroup ? { onGroup } : {}) });
    return this.hub;
  }

  private async invocation(withWorker: boolean): Promise<Invocation | undefined> {
    const file = await this.find();
    if (file === undefined) return undefined;
    const { server, environment, folder, node, worker } = this.options;
    const home = join(folder, 'home');
    await mkdir(home, { recursive: true, mode: 0o700 });
    const env = { environment, server: server.env, folder, home };
    if (!withWorker) {
      return { file, args: server.args, cwd: folder, env: palEnvironment(env), stdin: { open: true } };
    }
    const hub = await this.listen();
    const definitions = await writeDefinitions({
      node,
      worker,
      address: hub.address,
      token: hub.token,
      folder: hub.folder,
    });
    return {
      file,
      args: server.args,
      cwd: folder,
      env: palEnvironment({ ...env, definitions }),
      stdin: { open: true },
    };
  }
}
