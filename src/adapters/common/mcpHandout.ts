import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { McpServer } from '../../core/configuration';

/**
 * MCP servers for the CLIs that take them at their start: Claude Code by a file, Codex CLI in its configuration, Gemini CLI by
 * the settings of a home made for the attempt, beside that file.
 */
export interface McpHandout {
  readonly servers: ReadonlyMap<string, McpServer>;
  /** For Claude Code's `--mcp-config`. */
  readonly claudeFile: string;
}

/** Writes the file into `folder`, readable for this user only, as the servers' environment may hold secrets. */
export async function writeHandout(servers: ReadonlyMap<string, McpServer>, folder: string): Promise<McpHandout> {
  const claudeFile = join(folder, 'claude.json');
  const mcpServers: Record<string, unknown> = {};
  for (const [name, { command, args, env }] of servers) mcpServers[name] = { type: 'stdio', command, args, env };
  await writeFile(claudeFile, JSON.stringify({ mcpServers }), { mode: 0o600 });
  return { servers, claudeFile };
}
