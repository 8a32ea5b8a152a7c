import { Disposable, EventEmitter, window, type TreeDataProvider } from 'vscode';
import type { FindingRow } from '../../presentation/findingRows';
import { viewIds } from '../contributions';
import type { Deps } from '../shell';

/**
 * Registers the Findings view; its content comes from the shell, which the first look at the view makes. It is folded until a
 * QA of this window has found something: then it unfolds, if `isLookedAt` says that the user has MAO's views before them.
 */
export function registerFindingsView(deps: Deps, isLookedAt: () => boolean): Disposable {
  const changed = new EventEmitter<undefined>();
  const provider: TreeDataProvider<FindingRow> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: async (row) => (await deps.shell()).findingsTree.item(row),
    getChildren: async (row) => [...(await deps.shell()).findingsTree.children(row)],
    // Only rows without one are revealed.
    getParent: () => undefined,
  };
  const view = window.createTreeView(viewIds.findings, { treeDataProvider: provider, showCollapseAll: true });
  deps.onShell(({ findingsTree, findings, conductor, runs }) => {
    const show = () => {
      view.description = findingsTree.description;
      view.message = findingsTree.message;
      changed.fire(undefined);
    };
    const unfold = async (runId: string) => {
      if (runs.get(runId)?.state.command !== 'qa' || view.visible || !isLookedAt()) return;
      await findings.settled();
      const [first] = findingsTree.children(undefined);
      if (first) await view.reveal(first, { select: false, focus: false });
    };
    findingsTree.onDidChange(show);
    conductor.onDidEnd((runId) => {
      unfold(runId).catch((error: unknown) => deps.logger.warn(`The findings could not be unfolded: ${String(error)}`));
    });
    show();
  });
  return Disposable.from(view, changed);
}
