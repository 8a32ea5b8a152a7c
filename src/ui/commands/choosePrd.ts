import { ConfigurationTarget, l10n, window, workspace, type Disposable } from 'vscode';
import { commandIds } from '../contributions';
import { mainFolder } from '../folder';
import type { Deps } from '../shell';
import { registerCommand } from './register';

/** Lets the user choose the PRD's file and keeps it in the workspace's setting `mao.prd`. */
export function registerChoosePrd(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.choosePrd, async (shell) => {
    const folder = mainFolder();
    if (!folder) return;
    const picked = await window.showOpenDialog({
      title: l10n.t('Choose the PRD'),
      openLabel: l10n.t('Use as PRD'),
      defaultUri: folder.uri,
      filters: { Markdown: ['md', 'markdown', 'mdx', 'txt'] },
    });
    const file = picked?.[0];
    if (!file) return;
    const inside = workspace.getWorkspaceFolder(file)?.uri.toString() === folder.uri.toString();
    const value = inside ? workspace.asRelativePath(file, false) : file.fsPath;
    await workspace.getConfiguration('mao', folder).update('prd', value, ConfigurationTarget.WorkspaceFolder);
    shell.workstreams.refresh();
  });
}
