import { Disposable, EventEmitter, window, type TreeDataProvider } from 'vscode';
import type { ModelRow } from '../../presentation/modelRows';
import { viewIds } from '../contributions';
import type { Deps } from '../shell';

/** Registers the Models view: which CLIs and models there are, and how they are. */
export function registerModelsView(deps: Deps): Disposable {
  const changed = new EventEmitter<undefined>();
  const provider: TreeDataProvider<ModelRow> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: async (row) => (await deps.shell()).models.item(row),
    getChildren: async (row) => (await deps.shell()).models.children(row),
  };
  const view = window.createTreeView(viewIds.models, { treeDataProvider: provider });
  deps.onShell((shell) => shell.models.onDidChange(() => changed.fire(undefined)));
  return Disposable.from(view, changed);
}
