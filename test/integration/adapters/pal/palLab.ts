import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createAdapters } from '../../../../src/adapters/createAdapters';
import { Pal } from '../../../../src/adapters/pal/pal';
import { PalRun } from '../../../../src/adapters/pal/palRun';
import { createProcessRunner } from '../../../../src/adapters/process/processRunner';
import type { AdapterEvent, AttemptEnd } from '../../../../src/core/adapterEvent';
import { machineSettingsSchema } from '../../../../src/core/machineSettings';
import type { ModelSpec } from '../../../../src/core/modelSpec';
import { systemClock } from '../../../../src/core/ports/clock';
import { nullLogger } from '../../../../src/core/ports/logger';
import type { AttemptRequest, ModelAdapter } from '../../../../src/core/ports/modelAdapter';
import * as z from 'zod';
import { isRunning, ScriptedCli } from '../scriptedCli';

export type Action = Readonly<Record<string, unknown>>;

/** What one attempt told. */
export interface Told {
  readonly events: readonly AdapterEvent[];
  readonly end: AttemptEnd;
  readonly code: string;
  readonly reached: string;
  readonly warnings: readonly string[];
}

/** MAO's adapters over a scripted PAL server with a scripted CLI, in folders of their own. */
export class PalLab {
  readonly script = new ScriptedCli();
  readonly groups = new Map<number, 'started' | 'gone'>();
  readonly run: PalRun;
  readonly pal: Pal;
  private readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'mao-pallab-')));
  private readonly starts = join(this.folder, 'starts');
  private readonly calls = join(this.folder, 'calls');

  constructor(
    mode: string,
    options: {
      readonly env?: Readonly<Record<string, string>>;
      readonly startMs?: number;
      readonly workerMs?: number;
      readonly command?: string;
      readonly approved?: boolean;
      readonly named?: boolean;
    } = {},
  ) {
    const onGroup = (pid: number, state: 'started' | 'gone') => void this.groups.set(pid, state);
    this.pal = new Pal({
      server: {
        command: options.command ?? process.execPath,
        args: [resolve('test/fixtures/pal/scripted.mjs'), mode],
        env: { STARTS: this.starts, CALLS: this.calls, ...options.env },
      },
      runner: this.runner(onGroup),
      assertMayExecute: () => undefined,
      onGroup,
      environment: { PATH: '/usr/bin:/bin', HOME: this.folder, TMPDIR: this.folder },
      workspace: join(this.folder, 'workspace'),
      folder: join(this.folder, 'pal'),
      node: process.execPath,
      worker: resolve('dist/palWorker.js'),
      clock: systemClock,
      logger: nullLogger,
      startMs: options.startMs ?? 20_000,
      workerMs: options.workerMs ?? 20_000,
    });
    const approve = () => Promise.resolve(options.approved ?? true);
    this.run = new PalRun(options.named === false ? undefined : this.pal, approve);
  }

  adapter(cli: string | undefined, actions: readonly Action[] = []): ModelAdapter {
    const version = { ifArgument: '--version', play: [{ text: '99.0.0\n' }, { exit: 0 }] };
    const own = {
      path: process.execPath,
      args: this.script.args(version, ...actions),
      env: { PIDS: this.script.pids },
    };
    const settings = machineSettingsSchema.parse({ clis: cli === undefined ? {} : { [cli]: own }, transport: 'pal' });
    const lookup = createAdapters({
      runner: this.runner(),
      settings,
      env: { PATH: '/nowhere' },
      billing: { allowApiKeys: false },
      workspace: join(this.folder, 'workspace'),
      logger: nullLogger,
      pal: this.run,
    });
    const adapter = lookup({ ...model, ...(cli === undefined ? {} : { cli }) });
    if (!adapter) throw new Error(`no adapter for ${cli ?? 'a model without CLI'}`);
    return adapter;
  }

  request(more: Partial<AttemptRequest> = {}): AttemptRequest {
    return {
      model,
      prompt: 'MAO-Task: workstream\nMAO-Run: r1\n\nDo it.\n',
      workdir: this.script.folder,
      access: 'edit',
      limits: { idleSeconds: 60, attemptSeconds: 90 },
      ...more,
    };
  }

  /** Makes one attempt to its end. */
  async attempt(
    cli: string | undefined,
    actions: readonly Action[],
    more: Partial<AttemptRequest> = {},
    signal = new AbortController().signal,
    watch: (event: AdapterEvent) => void = () => undefined,
  ): Promise<Told> {
    const adapter = this.adapter(cli, actions);
    const reached = (await adapter.reach?.(signal)) ?? 'direct';
    const events: AdapterEvent[] = [];
    for await (const event of adapter.run(this.request(more), signal)) {
      events.push(event);
      watch(event);
    }
    const end = events.at(-1);
    if (end?.type !== 'end' || events.filter((event) => event.type === 'end').length > 1) {
      throw new Error('An attempt ends once, with its last event.');
    }
    const warnings = events.flatMap((event) =>
      event.type === 'log' && event.level === 'warning' ? [event.message] : [],
    );
    return { events, end, code: end.outcome === 'failed' ? end.failure.code : end.outcome, reached, warnings };
  }

  /** How often the server was started, and with what it was called. */
  get seen(): { readonly starts: number; readonly calls: readonly Readonly<Record<string, unknown>>[] } {
    return {
      starts: linesOf(this.starts).length,
      calls: linesOf(this.calls).map((line) => callSchema.parse(JSON.parse(line))),
    };
  }

  /** Ends PAL and says what still runs of all that was started: the servers, the CLIs, their children. */
  async end(): Promise<readonly number[]> {
    await this.pal.dispose();
    const servers = linesOf(this.starts).map(Number);
    const left = [...servers, ...this.groups.keys(), ...this.script.survivors()].filter((pid) => isRunning(pid));
    const sockets = readdirSync(tmpdir()).filter((name) => name.startsWith('mao-pal-') && this.isOwn(name));
    if (sockets.length > 0) throw new Error(`left behind: ${sockets.join(', ')}`);
    this.script.dispose();
    rmSync(this.folder, { recursive: true, force: true });
    return left;
  }

  private isOwn(name: string): boolean {
    const file = join(tmpdir(), name, 'clients', 'claude.json');
    return existsSync(file) && readFileSync(file, 'utf8').includes(this.folder);
  }

  private runner(onGroup?: (pid: number, state: 'started' | 'gone') => void) {
    return createProcessRunner({
      assertMayExecute: () => undefined,
      logger: nullLogger,
      ...(onGroup ? { onGroup } : {}),
    });
  }
}

const model: ModelSpec = { id: 'm', provider: 'p', capabilities: [], model: 'model-1' };

const callSchema = z.record(z.string(), z.unknown());

const linesOf = (file: string): readonly string[] =>
  existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
