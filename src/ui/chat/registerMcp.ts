import {
  Disposable,
  EventEmitter,
  lm,
  McpStdioServerDefinition,
  Uri,
  workspace,
  type McpServerDefinition,
} from 'vscode';
import { mcpProviderId, offerPalSetting } from '../contributions';
import { mainFolder } from '../folder';
import type { Deps } from '../shell';
import { hasFunction } from './hasFunction';

/**
 * Offers the PAL server of `.mcp.json` to the editor's own agents: only when the user's settings say so, in a trusted
 * workspace, and once its command was approved for MAO.
 */
export function registerMcp(deps: Deps): Disposable {
  if (!hasFunction(lm, 'registerMcpServerDefinitionProvider')) return new Disposable(() => undefined);
  const changed = new EventEmitter<void>();
  const listeners = [
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(offerPalSetting)) changed.fire();
    }),
    workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
  ];
  deps.onShell((shell) => listeners.push(shell.conductor.onDidEnd(() => changed.fire())));
  const provider = lm.registerMcpServerDefinitionProvider(mcpProviderId, {
    onDidChangeMcpServerDefinitions: changed.event,
    provideMcpServerDefinitions: () => offered(deps),
  });
  return new Disposable(() => {
    provider.dispose();
    for (const listener of listeners) listener.dispose();
    changed.dispose();
  });
}

async function offered(deps: Deps): Promise<McpServerDefinition[]> {
  const folder = mainFolder();
  if (!folder || !workspace.isTrusted || !workspace.getConfiguration().get<boolean>(offerPalSetting, false)) return [];
  try {
    const engine = await (await deps.shell()).engine();
    const { configuration } = await engine.loadConfiguration();
    const server = configuration.mcpServers.get('pal');
    const known = (await engine.listServers(false)).find(({ name }) => name === 'pal');
    if (!server || known?.approved !== true) return [];
    const definition = new McpStdioServerDefinition('PAL', server.command, [...server.args], { ...server.env });
    definition.cwd = Uri.file(folder.uri.fsPath);
    return [definition];
  } catch (error) {
    deps.logger.warn(
      `PAL could not be offered to the editor: ${error instanceof Error ? error.message : String(error)}`,
    );
    return [];
  }
}
