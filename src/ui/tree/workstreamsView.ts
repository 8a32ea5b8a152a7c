import { Disposable, EventEmitter, window, type TreeDataProvider } from 'vscode';
import { viewIds } from '../contributions';
import type { Deps } from '../shell';
import type { WorkstreamsNode } from './nodes';

/** Registers the Workstreams view; its content comes from the shell, which the first look at the view makes. `isVisible`: the user sees it. */
export function registerWorkstreamsView(deps: Deps): Disposable & { isVisible(): boolean } {
  const changed = new EventEmitter<WorkstreamsNode[] | undefined>();
  const provider: TreeDataProvider<WorkstreamsNode> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: async (node) => (await deps.shell()).workstreams.item(node),
    getChildren: async (node) => (await deps.shell()).workstreams.children(node),
  };
  const view = window.createTreeView(viewIds.workstreams, { treeDataProvider: provider, showCollapseAll: true });
  deps.onShell((shell) => {
    shell.workstreams.onDidChange((nodes) => changed.fire(nodes));
    const show = () => {
      view.message = shell.overview.notice ?? '';
      view.badge = shell.overview.badge;
    };
    shell.overview.onDidChange(show);
    show();
  });
  return Object.assign(Disposable.from(view, changed), { isVisible: () => view.visible });
}
