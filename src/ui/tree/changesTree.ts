import {
  EventEmitter,
  l10n,
  MarkdownString,
  ThemeIcon,
  TreeItem,
  TreeItemCheckboxState,
  TreeItemCollapsibleState,
  type Disposable,
} from 'vscode';
import { changeRows, rowLabel, type ChangeRow } from '../../presentation/changeRows';
import type { HunkRow } from '../../presentation/hunkRows';
import type { ChangeChoice } from '../changes/changeChoice';
import { changeUri } from '../changes/changeDecorations';
import type { Hunks } from '../changes/hunks';
import { commandIds } from '../contributions';

/** A node of the Changes view: a file, or one of its hunks. `runId` and `path` are what commands read. */
export type ChangesNode = (ChangeRow | HunkRow) & { readonly runId: string };

const { Checked, Unchecked } = TreeItemCheckboxState;

const box = (checked: boolean, label: string) => ({
  state: checked ? Checked : Unchecked,
  tooltip: checked ? l10n.t('Will be applied') : l10n.t('Will not be applied'),
  accessibilityInformation: { label },
});

function fileItem(row: ChangeRow, runId: string): TreeItem {
  const item = new TreeItem(row.path, row.inParts ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None);
  item.id = `${runId}/${row.letter}/${row.path}`;
  item.description = row.description;
  item.tooltip = new MarkdownString(row.tooltip);
  item.contextValue = row.letter === '' ? 'change.refused' : 'change';
  if (row.letter === '') item.iconPath = new ThemeIcon('circle-slash');
  else {
    item.resourceUri = changeUri(row.path, row.letter);
    item.iconPath = ThemeIcon.File;
    item.command = { command: commandIds.openDiff, title: 'Open changes', arguments: [{ runId, path: row.path }] };
  }
  const label = rowLabel(row);
  item.accessibilityInformation = { label };
  if (row.box !== undefined) item.checkboxState = box(row.box === 'checked', label);
  return item;
}

function hunkItem(row: HunkRow, runId: string): TreeItem {
  const item = new TreeItem(row.label);
  item.id = `${runId}/hunk/${row.path}/${row.number}`;
  item.description = row.description;
  item.tooltip = new MarkdownString(row.tooltip);
  item.contextValue = row.accepted ? 'hunk.accepted' : 'hunk.refused';
  const { path, line } = row;
  item.command = { command: commandIds.openDiff, title: 'Open change', arguments: [{ runId, path, line }] };
  const label = `${row.label}, ${row.description}`;
  item.accessibilityInformation = { label };
  item.checkboxState = box(row.accepted, label);
  return item;
}

/** The Changes view: a line per proposed file with a check box, its hunks below it, then what was refused and why. */
export class ChangesTree implements Disposable {
  private readonly changed = new EventEmitter<undefined>();
  readonly onDidChange = this.changed.event;
  private readonly listener: Disposable;

  constructor(
    private readonly choice: ChangeChoice,
    private readonly hunks: Hunks,
  ) {
    this.listener = choice.onDidChange(() => this.changed.fire(undefined));
  }

  async children(node?: ChangesNode): Promise<ChangesNode[]> {
    const state = this.choice.current();
    if (!state) return [];
    const { runId } = state;
    if (!node) {
      return changeRows(state, this.choice.of(state), this.choice.hunks(state)).map((row) => ({ ...row, runId }));
    }
    if (node.kind === 'hunk' || !node.inParts) return [];
    const isChosen = this.choice.of(state).has(node.path);
    const rows = await this.hunks.rows(runId, node.path);
    return rows.map((row) => ({ ...row, accepted: row.accepted && isChosen, runId }));
  }

  item(node: ChangesNode): TreeItem {
    return node.kind === 'hunk' ? hunkItem(node, node.runId) : fileItem(node, node.runId);
  }

  check(items: readonly (readonly [ChangesNode, TreeItemCheckboxState])[]): void {
    const state = this.choice.current();
    if (!state) return;
    const files = items.flatMap(([node, to]) => (node.kind === 'file' ? [[node.path, to === Checked] as const] : []));
    const hunks = items.flatMap(([node, to]) => (node.kind === 'hunk' ? [[node, to === Checked] as const] : []));
    if (files.length > 0) this.choice.set(state, files);
    if (hunks.length > 0) this.choice.setHunks(state, hunks);
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }
}
