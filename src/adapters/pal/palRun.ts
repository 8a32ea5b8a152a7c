import type { AdapterEvent } from '../../core/adapterEvent';
import type { McpConnection } from './mcpClient';
import type { Pal } from './pal';
import type { PalReply } from './palReply';
import type { Unusable } from './palServer';

/** Why a run does not use PAL, though it was asked to. */
export interface PalRefusal {
  readonly cause: Unusable['cause'] | 'not-configured' | 'not-approved' | 'no-worker' | 'lost';
  readonly message: string;
}

const notConfigured: PalRefusal = {
  cause: 'not-configured',
  message: '.mcp.json names no server "pal". Add it (mao init writes one).',
};
const notApproved: PalRefusal = {
  cause: 'not-approved',
  message: 'The command of "pal" in .mcp.json is not approved. Approve it when MAO asks, or run with --yes.',
};

/** PAL as one run sees it: the conversation that PAL keeps for it, whether it may be used, and what was said about that. */
export class PalRun {
  /** The thread in which PAL keeps this run's conversation, once it has told. */
  continuationId: string | undefined;
  private approval: Promise<boolean> | undefined;
  private readonly said = new Set<string>();
  private notes: string[] = [];

  constructor(
    /** Absent: `.mcp.json` names none. */
    readonly pal: Pal | undefined,
    private readonly approve: (signal: AbortSignal) => Promise<boolean>,
  ) {}

  /** The connection for a tool, or why there is none; asks for approval when that is still open. Never rejects. */
  async open(
    tool: 'clink' | 'chat',
    signal: AbortSignal,
  ): Promise<{ readonly connection: McpConnection } | PalRefusal> {
    if (!this.pal) return notConfigured;
    this.approval ??= this.approve(signal).catch(() => false);
    if (!(await this.approval)) return notApproved;
    const opened = await this.pal[tool].open();
    return 'connection' in opened ? opened : opened.unusable;
  }

  /** Keeps a warning for the run's log, once per cause. */
  warn({ cause, message }: PalRefusal): void {
    if (this.said.has(cause)) return;
    this.said.add(cause);
    this.notes.push(`${message} Models are reached directly.`);
  }

  /** The warnings that nobody has told yet. */
  takeNotes(): readonly AdapterEvent[] {
    const notes = this.notes;
    this.notes = [];
    return notes.map((message) => ({ type: 'log', level: 'warning', message }));
  }

  /** Goes on in the thread that PAL offers, and begins a new one where it offers none. */
  remember(asked: string | undefined, reply: PalReply): void {
    if (this.continuationId === undefined || this.continuationId === asked) this.continuationId = reply.continuationId;
  }
}
