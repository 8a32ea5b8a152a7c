import { Disposable, EventEmitter, window, type TreeDataProvider } from 'vscode';
import { changesText } from '../../presentation/changeRows';
import { count } from '../../presentation/format';
import { hasOpenChanges } from '../../presentation/runView';
import { viewIds } from '../contributions';
import type { Deps } from '../shell';
import type { ChangesNode } from './changesTree';

/** Registers the Changes view with its check boxes. */
export function registerChangesView(deps: Deps): Disposable {
  const changed = new EventEmitter<undefined>();
  const provider: TreeDataProvider<ChangesNode> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: async (row) => (await deps.shell()).changes.item(row),
    getChildren: async (row) => (await deps.shell()).changes.children(row),
  };
  const view = window.createTreeView(viewIds.changes, {
    treeDataProvider: provider,
    manageCheckboxStateManually: true,
  });
  const ticked = view.onDidChangeCheckboxState(async ({ items }) => {
    (await deps.shell()).changes.check(items);
  });
  deps.onShell((shell) => {
    shell.changes.onDidChange(() => {
      const state = shell.choice.current();
      const open = state && hasOpenChanges(state) ? (state.changes?.files.length ?? 0) : 0;
      view.description = (state && changesText(state)) ?? '';
      view.badge = open > 0 ? { value: open, tooltip: `${count(open, 'file')} to review` } : undefined;
      changed.fire(undefined);
    });
  });
  return Disposable.from(view, changed, ticked);
}
