import type { Configuration } from '../core/configuration';
import { systemClock } from '../core/ports/clock';
import type { ServerView } from '../orchestration/engine';
import type { McpServers } from './mcpServers';

/** How long PAL may take to say who it is; uvx may have to fetch it first. */
const patienceMs = 10_000;

/** The servers of `.mcp.json`, PAL with what it says of itself unless it takes too long; then it goes on starting. */
export async function listServersSoon(
  servers: McpServers,
  configuration: Configuration,
  signal: AbortSignal,
): Promise<readonly ServerView[]> {
  const settled = new AbortController();
  const asked = servers.list(configuration, true);
  const late = systemClock.sleep(patienceMs, AbortSignal.any([signal, settled.signal])).then(() => undefined);
  try {
    return (await Promise.race([asked, late])) ?? (await servers.list(configuration, false));
  } finally {
    settled.abort();
    asked.catch(() => undefined); // told by whoever waits for it
  }
}
