import { assertNever } from '../core/assertNever';
import type { FileChange } from '../core/changeSet';
import type { RunState } from '../core/runState';
import { count } from './format';

/** One line of the Changes view. `box` is undefined where there is nothing to choose. */
export interface ChangeRow {
  readonly path: string;
  readonly from: string | undefined;
  readonly letter: 'A' | 'M' | 'D' | 'R' | '';
  readonly description: string;
  readonly tooltip: string;
  readonly color: string | undefined;
  readonly box: 'checked' | 'unchecked' | undefined;
}

const letterOf = (kind: FileChange['kind']): ChangeRow['letter'] => {
  switch (kind) {
    case 'create':
      return 'A';
    case 'modify':
      return 'M';
    case 'delete':
      return 'D';
    case 'rename':
      return 'R';
    default:
      return assertNever(kind);
  }
};

const colors = {
  A: 'gitDecoration.addedResourceForeground',
  M: 'gitDecoration.modifiedResourceForeground',
  D: 'gitDecoration.deletedResourceForeground',
  R: 'gitDecoration.renamedResourceForeground',
  '': undefined,
} as const;

/** The models that wrote a file, the one with the most lines first. */
export function modelsOf(file: FileChange): readonly string[] {
  const lines = new Map<string, number>();
  for (const hunk of file.hunks) {
    lines.set(hunk.model, (lines.get(hunk.model) ?? 0) + hunk.lines.end - hunk.lines.start + 1);
  }
  return [...lines].sort((a, b) => b[1] - a[1]).map(([model]) => model);
}

function fileRow(file: FileChange, chosen: ReadonlySet<string>, done: boolean): ChangeRow {
  const letter = letterOf(file.kind);
  const models = modelsOf(file).join(', ');
  const reason = file.needsTick === undefined ? undefined : `needs your tick: ${file.needsTick}`;
  const from = file.from === undefined ? '' : `Renamed from ${file.from}\n`;
  return {
    path: file.path,
    from: file.from,
    letter,
    description: [letter, reason ?? models, file.binary ? 'binary' : ''].filter((part) => part !== '').join(' · '),
    tooltip: `${file.path}\n${from}${models === '' ? '' : `Written by ${models}\n`}${reason ?? ''}`.trim(),
    color: colors[letter],
    box: done ? undefined : chosen.has(file.path) ? 'checked' : 'unchecked',
  };
}

/** The files that are chosen as long as the user has not touched a box: all that need no tick. */
export function defaultChoice(state: RunState): readonly string[] {
  return (state.changes?.files ?? []).filter((file) => file.needsTick === undefined).map((file) => file.path);
}

/** The lines of the Changes view: first what can be applied, then what was refused. */
export function changeRows(state: RunState, chosen: ReadonlySet<string>): readonly ChangeRow[] {
  const done = state.applied !== undefined;
  const refused = (state.changes?.refused ?? []).map(({ path, reason }): ChangeRow => ({
    path,
    from: undefined,
    letter: '',
    description: `refused: ${reason}`,
    tooltip: `${path}\nRefused: ${reason}`,
    color: undefined,
    box: undefined,
  }));
  return [...(state.changes?.files ?? []).map((file) => fileRow(file, chosen, done)), ...refused];
}

/** `6 files, 1 refused`. */
export function changesText(state: RunState): string | undefined {
  if (!state.changes) return undefined;
  const { files, refused } = state.changes;
  const text =
    refused.length > 0 ? `${count(files.length, 'file')}, ${refused.length} refused` : count(files.length, 'file');
  return state.applied ? `${text} · applied` : state.reverted ? `${text} · reverted` : text;
}

/** Splits the user's choice into what the engine wants to know; `ticked` are the protected files among it. */
export function toSelection(state: RunState, chosen: ReadonlySet<string>): { files: string[]; ticked: string[] } {
  const files = (state.changes?.files ?? []).filter((file) => chosen.has(file.path));
  return {
    files: files.map((file) => file.path),
    ticked: files.filter((file) => file.needsTick !== undefined).map((file) => file.path),
  };
}
