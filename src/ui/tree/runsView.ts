import { Disposable, EventEmitter, window, type TreeDataProvider } from 'vscode';
import { viewIds } from '../contributions';
import type { Deps } from '../shell';
import type { RunsNode } from './runsTree';

/** Registers the Runs view: the history of the workspace by day. */
export function registerRunsView(deps: Deps): Disposable {
  const changed = new EventEmitter<undefined>();
  const provider: TreeDataProvider<RunsNode> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: async (node) => (await deps.shell()).runHistory.item(node),
    getChildren: async (node) => (await deps.shell()).runHistory.children(node),
  };
  const view = window.createTreeView(viewIds.runs, { treeDataProvider: provider, showCollapseAll: true });
  deps.onShell((shell) => shell.runHistory.onDidChange(() => changed.fire(undefined)));
  return Disposable.from(view, changed);
}
