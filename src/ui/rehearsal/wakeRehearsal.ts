import { commands, workspace } from 'vscode';
import { mainFolder } from '../folder';
import type { Deps } from '../shell';
import { isRehearsal } from './rehearsalFolder';

/**
 * In the window of a rehearsal MAO comes forward by itself, once the user trusts the folder, which VS Code then asks
 * about; elsewhere nothing happens.
 */
export function wakeRehearsal(deps: Deps): void {
  const folder = mainFolder();
  if (!folder || !isRehearsal(deps.context, folder)) return;
  const wake = async () => {
    try {
      const shell = await deps.shell();
      await shell.rehearsal.welcome(await shell.engine());
    } catch (error) {
      deps.logger.error('The rehearsal could not come forward', error);
    }
  };
  if (workspace.isTrusted) {
    void wake();
    return;
  }
  deps.context.subscriptions.push(workspace.onDidGrantWorkspaceTrust(() => void wake()));
  void commands.executeCommand('workbench.trust.manage');
}
