import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { type JSONRPCMessage, JSONRPCMessageSchema } from '@modelcontextprotocol/sdk/types.js';
import type { Logger } from '../../core/ports/logger';
import type { OutputLine, RunningProcess } from '../../core/ports/processRunner';
import { clientInfo } from '../common/clientInfo';
import { appendToTail, plainLine, type Tail } from '../common/plainText';

/** A server that was greeted: who it says it is, which tools it has, and how they are called. */
export interface McpConnection {
  readonly name: string;
  readonly version: string;
  readonly tools: readonly string[];
  /** Rejects when the server goes away, the call takes longer than a day, or `signal` aborts. */
  call(tool: string, args: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<unknown>;
}

/** What a server has printed beside its messages, for explaining why it failed. */
export interface McpNoise {
  readonly stderr: Tail;
  readonly garbage: string | undefined;
}

/** An MCP client on the pipes of a process that runs already; this bundle is loaded when PAL is first used. */
export class McpClient {
  private readonly transport: PipeTransport;

  constructor(running: RunningProcess, logger: Logger) {
    this.transport = new PipeTransport(running, logger);
  }

  get noise(): McpNoise {
    return this.transport.noise;
  }

  /** Greets the server; rejects when it has not answered within `ms`, or ends. */
  async connect(ms: number): Promise<McpConnection> {
    const client = new Client(clientInfo);
    await client.connect(this.transport, { timeout: ms });
    const { tools } = await client.listTools(undefined, { timeout: ms });
    const { name = 'unknown', version = 'unknown' } = client.getServerVersion() ?? {};
    return {
      name,
      version,
      tools: tools.map((tool) => tool.name),
      call: (tool, args, signal) =>
        client.callTool({ name: tool, arguments: { ...args } }, undefined, { signal, timeout: dayMs }),
    };
  }
}

const dayMs = 24 * 60 * 60 * 1000;

/** JSON-RPC over the lines of a process; what is no message is noise. */
class PipeTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  private stderr: Tail = [];
  private garbage: string | undefined;

  constructor(
    private readonly running: RunningProcess,
    private readonly logger: Logger,
  ) {}

  get noise(): McpNoise {
    return { stderr: this.stderr, garbage: this.garbage };
  }

  start(): Promise<void> {
    void this.listen();
    return Promise.resolve();
  }

  send(message: JSONRPCMessage): Promise<void> {
    this.running.writeLine(JSON.stringify(message));
    return Promise.resolve();
  }

  async close(): Promise<void> {
    await this.running.stop();
  }

  private async listen(): Promise<void> {
    for await (const lines of this.running.lines) for (const line of lines) this.hear(line);
    this.onclose?.();
  }

  private hear({ stream, text }: OutputLine): void {
    if (stream === 'stderr') {
      this.stderr = appendToTail(this.stderr, text);
      this.logger.trace(text);
      return;
    }
    const message = messageOf(text);
    if (message) this.onmessage?.(message);
    else if (text.trim() !== '') this.garbage ??= plainLine(text, 120);
  }
}

function messageOf(text: string): JSONRPCMessage | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSONRPCMessageSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
