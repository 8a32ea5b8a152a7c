import { l10n, window } from 'vscode';
import type { ServerCommand } from '../../core/serverCommand';

/** The commands as the user sees them before they allow them: what runs, where, and with which variables. */
export function describeServers(servers: readonly ServerCommand[]): string {
  const lines = servers.map(({ name, command, variables, cwd }) => {
    const where = cwd === 'worktree' ? "in the models' worktrees" : `in ${cwd}`;
    const given = variables.length === 0 ? '' : `\n    with ${variables.join(', ')}`;
    return `${name}: ${command.join(' ')}\n    ${where}${given}`;
  });
  return lines.join('\n\n');
}

/**
 * Asks whether these commands of `.mcp.json` may run. The dialog can not be closed from here; an abort settles the answer
 * as no.
 */
export async function approveServers(
  servers: readonly ServerCommand[],
  signal: AbortSignal,
): Promise<'always' | 'once' | 'no'> {
  if (signal.aborted) return 'no';
  const [always, once] = [l10n.t('Allow Until They Change'), l10n.t('Allow Once')];
  const aborted = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  const asked = window.showWarningMessage(
    l10n.t('This workspace names MCP servers (.mcp.json). MAO or the models it starts would run these commands.'),
    { modal: true, detail: describeServers(servers) },
    always,
    once,
  );
  const answer = await Promise.race([asked, aborted]);
  if (answer === always) return 'always';
  return answer === once ? 'once' : 'no';
}
