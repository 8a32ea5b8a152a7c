import {
  EventEmitter,
  ThemeIcon,
  TreeItem,
  TreeItemCheckboxState,
  Uri,
  type Disposable,
  type WorkspaceFolder,
} from 'vscode';
import { changeRows, type ChangeRow } from '../../presentation/changeRows';
import type { ChangeChoice } from '../changes/changeChoice';
import { commandIds } from '../contributions';
import { fileIn, mainFolder } from '../folder';

function toItem(row: ChangeRow, runId: string, folder: WorkspaceFolder | undefined): TreeItem {
  const item = new TreeItem(row.path);
  item.id = `${runId}/${row.letter}/${row.path}`;
  item.description = row.description;
  item.tooltip = row.tooltip;
  item.contextValue = row.letter === '' ? 'change.refused' : 'change';
  if (row.letter === '') item.iconPath = new ThemeIcon('circle-slash');
  else item.resourceUri = folder ? fileIn(folder, row.path) : Uri.file(row.path);
  if (row.letter !== '') {
    item.command = { command: commandIds.openDiff, title: 'Open changes', arguments: [{ runId, path: row.path }] };
    item.iconPath = ThemeIcon.File;
  }
  const label = `${row.path}, ${row.description}`;
  item.accessibilityInformation = { label };
  if (row.box !== undefined) {
    const checked = row.box === 'checked';
    item.checkboxState = {
      state: checked ? TreeItemCheckboxState.Checked : TreeItemCheckboxState.Unchecked,
      tooltip: checked ? 'Will be applied' : 'Will not be applied',
      accessibilityInformation: { label },
    };
  }
  return item;
}

/** The Changes view: one line per proposed file with a check box, then what was refused and why. */
export class ChangesTree implements Disposable {
  private readonly changed = new EventEmitter<undefined>();
  readonly onDidChange = this.changed.event;
  private readonly listener: Disposable;

  constructor(private readonly choice: ChangeChoice) {
    this.listener = choice.onDidChange(() => this.changed.fire(undefined));
  }

  children(): ChangeRow[] {
    const state = this.choice.current();
    return state ? [...changeRows(state, this.choice.of(state))] : [];
  }

  item(row: ChangeRow): TreeItem {
    return toItem(row, this.choice.current()?.runId ?? '', mainFolder());
  }

  check(items: readonly (readonly [ChangeRow, TreeItemCheckboxState])[]): void {
    const state = this.choice.current();
    if (!state) return;
    this.choice.set(
      state,
      items.map(([row, box]) => [row.path, box === TreeItemCheckboxState.Checked] as const),
    );
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }
}
