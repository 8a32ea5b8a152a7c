import type { McpServer } from '../core/configuration';
import type { Problem, WithProblems } from '../core/problem';
import type { DataSource } from './dataSource';
import { expandVariables } from './expandVariables';
import type { McpFile } from './fileSchemas';
import { mcpFileSchema } from './fileSchemas';
import { readJson } from './readJson';
import { inFileOrder, problemAt } from './sourceRange';
import { validate } from './validate';

type ServerEntry = McpFile['mcpServers'][string];

/** PAL starts without keys, and subscriptions pay where MAO is not told otherwise: a key that is not set is no mistake there. */
const mayBeUnset = (server: string, area: PropertyKey | undefined, variable: string) =>
  server === 'pal' && area === 'env' && variable.endsWith('_API_KEY');

/** Expands a server's texts; an unset variable is a warning at the text that names it. */
function serverOf(
  name: string,
  command: string,
  entry: ServerEntry,
  source: DataSource,
  env: Readonly<Record<string, string | undefined>>,
): { readonly server: McpServer; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const expand = (text: string, ...path: readonly PropertyKey[]) => {
    const expanded = expandVariables(text, env);
    for (const variable of expanded.unset) {
      if (mayBeUnset(name, path[0], variable)) continue;
      const where = source.locate(['mcpServers', name, ...path], 'value');
      const message = `The environment variable ${variable} is not set; "${name}" gets an empty text. Set it, or write \${${variable}:-default}.`;
      problems.push(problemAt(source.file, where, 'warning', message));
    }
    return expanded.text;
  };
  const server = {
    command: expand(command, 'command'),
    args: (entry.args ?? []).map((text, at) => expand(text, 'args', at)),
    env: Object.fromEntries(Object.entries(entry.env ?? {}).map(([key, text]) => [key, expand(text, 'env', key)])),
  };
  return { server, problems };
}

/**
 * Reads `.mcp.json`: its stdio servers, with `${VAR}` and `${VAR:-default}` expanded from `env`. Servers of other types are
 * left out, as MAO does not speak to them. The value is undefined when the file has an error.
 */
export function readMcpConfig(
  text: string,
  file: string,
  env: Readonly<Record<string, string | undefined>>,
): WithProblems<ReadonlyMap<string, McpServer> | undefined> {
  const { source, problems: syntax } = readJson(text, file, '{ "mcpServers": {} }');
  if (!source) return { value: undefined, problems: syntax };
  const { value, problems } = validate(mcpFileSchema, source, 'warning');
  if (!value) return { value: undefined, problems };
  const servers = new Map<string, McpServer>();
  const found: Problem[] = [...problems];
  for (const [name, entry] of Object.entries(value.mcpServers)) {
    const isStdio = entry.type === undefined ? entry.url === undefined : entry.type === 'stdio';
    if (isStdio && entry.command !== undefined) {
      const { server, problems: unset } = serverOf(name, entry.command, entry, source, env);
      servers.set(name, server);
      found.push(...unset);
    } else if (isStdio) {
      const where = source.locate(['mcpServers', name], 'key');
      found.push(problemAt(file, where, 'error', `"command" is missing here: what starts the server "${name}"?`));
    } else if (name === 'pal') {
      const where = source.locate(['mcpServers', name, entry.type === undefined ? 'url' : 'type'], 'value');
      found.push(problemAt(file, where, 'warning', 'MAO starts PAL itself: give it "type": "stdio" and a "command".'));
    }
  }
  const isBroken = found.some(({ severity }) => severity === 'error');
  return { value: isBroken ? undefined : servers, problems: inFileOrder(found) };
}
