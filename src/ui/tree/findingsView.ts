import { Disposable, EventEmitter, window, type TreeDataProvider } from 'vscode';
import type { FindingRow } from '../../presentation/findingRows';
import { viewIds } from '../contributions';
import type { Deps } from '../shell';

/** Registers the Findings view; its content comes from the shell, which the first look at the view makes. */
export function registerFindingsView(deps: Deps): Disposable {
  const changed = new EventEmitter<undefined>();
  const provider: TreeDataProvider<FindingRow> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: async (row) => (await deps.shell()).findingsTree.item(row),
    getChildren: async (row) => [...(await deps.shell()).findingsTree.children(row)],
  };
  const view = window.createTreeView(viewIds.findings, { treeDataProvider: provider, showCollapseAll: true });
  deps.onShell(({ findingsTree }) => {
    const show = () => {
      view.description = findingsTree.description;
      view.message = findingsTree.message;
      changed.fire(undefined);
    };
    findingsTree.onDidChange(show);
    show();
  });
  return Disposable.from(view, changed);
}
