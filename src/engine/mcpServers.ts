import { rm } from 'node:fs/promises';
import { type McpHandout, writeHandout } from '../adapters/common/mcpHandout';
import { Pal, type PalOptions } from '../adapters/pal/pal';
import { PalRun } from '../adapters/pal/palRun';
import { scratchFolder } from '../adapters/process/scratchFolder';
import type { Configuration, McpServer } from '../core/configuration';
import type { Transport } from '../core/modelSpec';
import type { Approvals } from '../core/ports/approvals';
import type { Approver } from '../core/ports/approver';
import { serverCommand, serverFingerprint } from '../core/serverCommand';
import type { ServerView } from '../orchestration/engine';

/** What the servers of `.mcp.json` are to one run. */
export interface RunServers {
  readonly pal: PalRun;
  /** The servers that the model CLIs are given; absent: none. */
  readonly handout?: McpHandout;
  readonly transport: Transport;
  readonly notes: readonly string[];
}

export interface McpServersOptions extends Omit<PalOptions, 'server'> {
  readonly approvals: Approvals;
}

type NamedServer = readonly [name: string, server: McpServer];

/**
 * The servers of `.mcp.json` in one workspace: what the user has approved of them, PAL's processes (which outlive a run and
 * end with `dispose`), and what the CLIs are given.
 */
export class McpServers {
  private current: { readonly fingerprint: string; readonly pal: Pal } | undefined;
  private readonly folders: string[] = [];

  constructor(private readonly options: McpServersOptions) {}

  /** Asks for what this run would use and was not approved yet; starts nothing. `edits`: whether CLIs will change files. */
  async forRun(
    { mcpServers, settings, registry }: Configuration,
    approver: Approver,
    edits: boolean,
    signal: AbortSignal,
  ): Promise<RunServers> {
    const palServer = mcpServers.get('pal');
    const wantsPal = settings.transport === 'pal' || [...registry.values()].some((model) => model.transport === 'pal');
    const others = [...mcpServers].filter(([name]) => name !== 'pal');
    const wanted: readonly NamedServer[] = [
      ...(wantsPal && palServer ? [['pal', palServer] as const] : []),
      ...(edits ? others : []),
    ];
    const approved = await this.approve(wanted, approver, signal);
    const pal = palServer && (await this.palFor(palServer));
    const run = new PalRun(pal, async (asked) => {
      if (!palServer || wantsPal) return approved.has('pal');
      return (await this.approve([['pal', palServer]], approver, asked)).has('pal');
    });
    const handed = new Map(others.filter(([name]) => approved.has(name)));
    const left = edits ? others.filter(([name]) => !approved.has(name)).map(([name]) => name) : [];
    const usable = settings.transport === 'pal' && approved.has('pal') && (await pal?.find()) !== undefined;
    return {
      pal: run,
      transport: usable ? 'pal' : 'direct',
      notes: left.length === 0 ? [] : [`Not given to the models, as not approved: ${left.join(', ')} (.mcp.json).`],
      ...(handed.size === 0 ? {} : { handout: await this.handOut(handed) }),
    };
  }

  /** Every server of `.mcp.json`; PAL is started to say who it is, when it is approved and `connect` is set. */
  async list({ mcpServers }: Configuration, connect: boolean): Promise<readonly ServerView[]> {
    const views: ServerView[] = [];
    for (const [name, server] of mcpServers) {
      const approved = await this.isApproved([name, server]);
      const view = { ...serverCommand(name, server, this.cwdOf(name)), approved };
      const opened = name === 'pal' && approved && connect ? await (await this.palFor(server)).describe() : undefined;
      if (!opened) views.push(view);
      else if ('unusable' in opened) views.push({ ...view, problem: opened.unusable.message });
      else {
        const { name: title, version, tools } = opened.connection;
        views.push({ ...view, server: { name: title, version, tools } });
      }
    }
    return views;
  }

  async dispose(): Promise<void> {
    await this.current?.pal.dispose();
    await Promise.all(this.folders.map((folder) => rm(folder, { recursive: true, force: true })));
  }

  private cwdOf(name: string): string {
    return name === 'pal' ? this.options.folder : 'worktree';
  }

  private isApproved([name, server]: NamedServer): Promise<boolean> {
    return this.options.approvals.isApproved('mcp-commands', serverFingerprint(name, server, this.cwdOf(name)));
  }

  /** The names of those that are approved, now or before. */
  private async approve(
    servers: readonly NamedServer[],
    approver: Approver,
    signal: AbortSignal,
  ): Promise<ReadonlySet<string>> {
    const known = await Promise.all(servers.map((server) => this.isApproved(server)));
    const open = servers.filter((_, index) => known[index] !== true);
    const settled = new Set(servers.filter((_, index) => known[index] === true).map(([name]) => name));
    if (open.length === 0) return settled;
    const commands = open.map(([name, server]) => serverCommand(name, server, this.cwdOf(name)));
    const answer = await approver.approveServers(commands, signal);
    if (answer === 'no') return settled;
    for (const [name, server] of open) {
      settled.add(name);
      if (answer === 'once') continue;
      await this.options.approvals.approve('mcp-commands', serverFingerprint(name, server, this.cwdOf(name)));
    }
    return settled;
  }

  /** PAL as `.mcp.json` names it now; another one that ran before is ended. */
  private async palFor(server: McpServer): Promise<Pal> {
    const fingerprint = serverFingerprint('pal', server, this.options.folder);
    if (this.current?.fingerprint === fingerprint) return this.current.pal;
    await this.current?.pal.dispose();
    const pal = new Pal({ ...this.options, server });
    this.current = { fingerprint, pal };
    return pal;
  }

  private async handOut(servers: ReadonlyMap<string, McpServer>): Promise<McpHandout> {
    const folder = await scratchFolder('mcp');
    this.folders.push(folder);
    return writeHandout(servers, folder);
  }
}
