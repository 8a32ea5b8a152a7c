import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { McpServer } from '../../core/configuration';

/** MCP servers for the CLIs, and the files in which those that want a file find them. */
export interface McpHandout {
  readonly servers: ReadonlyMap<string, McpServer>;
  /** For Claude Code's `--mcp-config`. */
  readonly claudeFile: string;
  /** For Gemini CLI's defaults of the system. */
  readonly geminiFile: string;
}

/** Writes the files into `folder`, readable for this user only, as the servers' environment may hold secrets. */
export async function writeHandout(servers: ReadonlyMap<string, McpServer>, folder: string): Promise<McpHandout> {
  const claudeFile = join(folder, 'claude.json');
  const geminiFile = join(folder, 'gemini.json');
  await write(claudeFile, servers, { type: 'stdio' });
  // `trust`: nobody is there to be asked for each call; the user has approved the server.
  await write(geminiFile, servers, { trust: true });
  return { servers, claudeFile, geminiFile };
}

async function write(
  file: string,
  servers: McpHandout['servers'],
  more: Readonly<Record<string, unknown>>,
): Promise<void> {
  const mcpServers: Record<string, unknown> = {};
  for (const [name, { command, args, env }] of servers) mcpServers[name] = { ...more, command, args, env };
  await writeFile(file, JSON.stringify({ mcpServers }), { mode: 0o600 });
}
