import { assertNever } from '../core/assertNever';
import type { FileChange } from '../core/changeSet';
import type { RunState } from '../core/runState';
import { count, escapeMarkdown } from './format';

/** One line of the Changes view. `box` is undefined where there is nothing to choose. */
export interface ChangeRow {
  readonly kind: 'file';
  readonly path: string;
  readonly from: string | undefined;
  readonly letter: 'A' | 'M' | 'D' | 'R' | '';
  readonly description: string;
  readonly tooltip: string;
  readonly box: 'checked' | 'unchecked' | undefined;
  /** Whether single hunks of it can be chosen. */
  readonly inParts: boolean;
}

/** Which hunks of a file the user refused, of how many. */
export interface HunkChoice {
  readonly total: number;
  readonly refused: ReadonlySet<number>;
}

export type HunkChoices = ReadonlyMap<string, HunkChoice>;

const noHunks: HunkChoices = new Map();

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

const kindWords = { A: 'new', M: 'changed', D: 'deleted', R: 'renamed', '': 'refused' } as const;

/** The models that wrote a file, the one with the most lines first. */
export function modelsOf(file: FileChange): readonly string[] {
  const lines = new Map<string, number>();
  for (const hunk of file.hunks) {
    lines.set(hunk.model, (lines.get(hunk.model) ?? 0) + hunk.lines.end - hunk.lines.start + 1);
  }
  return [...lines].sort((a, b) => b[1] - a[1]).map(([model]) => model);
}

/** `opus joined gpt-codex, sonnet` where a conflict was resolved, else who wrote the file. */
function writersText(file: FileChange, state: RunState): string {
  const conflict = state.conflicts.findLast((found) => found.file === file.path && found.by !== undefined);
  if (conflict?.by === undefined) return modelsOf(file).join(', ');
  const sides = conflict.workstreams.map((id) => state.workstreams.find((one) => one.id === id)?.model ?? id);
  return `${conflict.by} joined ${[...new Set(sides)].join(', ')}`;
}

const join = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(' · ');

function fileRow(file: FileChange, state: RunState, chosen: ReadonlySet<string>, hunks: HunkChoices): ChangeRow {
  const done = state.applied !== undefined;
  const letter = letterOf(file.kind);
  const writers = writersText(file, state);
  const reason = file.needsTick === undefined ? '' : `needs your tick: ${file.needsTick}`;
  const parts = hunks.get(file.path);
  const part =
    parts && parts.refused.size > 0 ? `${parts.total - parts.refused.size} of ${count(parts.total, 'change')}` : '';
  const facts = [
    file.from === undefined ? '' : `Renamed from ${file.from}.`,
    writers === '' ? '' : `Written by ${writers}.`,
    file.needsTick === undefined ? '' : `Needs your tick: ${file.needsTick}.`,
    part === '' ? '' : `Only ${part} will be applied.`,
  ];
  return {
    kind: 'file',
    path: file.path,
    from: file.from,
    letter,
    description: join(reason === '' ? writers : reason, part, file.binary ? 'binary' : ''),
    tooltip: [`**${escapeMarkdown(file.path)}** ${kindWords[letter]}`, ...facts.map(escapeMarkdown)]
      .filter((line) => line !== '')
      .join('\n\n'),
    box: done ? undefined : chosen.has(file.path) ? 'checked' : 'unchecked',
    inParts: !done && !file.binary && (file.kind === 'modify' || file.kind === 'rename'),
  };
}

/** The files that are chosen as long as the user has not touched a box: all that need no tick. */
export function defaultChoice(state: RunState): readonly string[] {
  return (state.changes?.files ?? []).filter((file) => file.needsTick === undefined).map((file) => file.path);
}

/** The lines of the Changes view: first what can be applied, then what was refused. */
export function changeRows(
  state: RunState,
  chosen: ReadonlySet<string>,
  hunks: HunkChoices = noHunks,
): readonly ChangeRow[] {
  const refused = (state.changes?.refused ?? []).map(({ path, reason }): ChangeRow => ({
    kind: 'file',
    path,
    from: undefined,
    letter: '',
    description: `refused: ${reason}`,
    tooltip: `**${escapeMarkdown(path)}** refused\n\n${escapeMarkdown(reason)}`,
    box: undefined,
    inParts: false,
  }));
  return [...(state.changes?.files ?? []).map((file) => fileRow(file, state, chosen, hunks)), ...refused];
}

/** What a screen reader says of a row. */
export function rowLabel({ path, letter, description }: ChangeRow): string {
  return [path, kindWords[letter], description].filter((part) => part !== '').join(', ');
}

/** `6 files, 1 refused`. */
export function changesText(state: RunState): string | undefined {
  if (!state.changes) return undefined;
  const { files, refused } = state.changes;
  const text =
    refused.length > 0 ? `${count(files.length, 'file')}, ${refused.length} refused` : count(files.length, 'file');
  if (state.applied) return `${text} · applied`;
  if (state.reverted) return `${text} · reverted`;
  return state.discarded ? `${text} · discarded` : text;
}

/** Splits the user's choice into what the engine wants to know; `ticked` are the protected files among it. */
export function toSelection(
  state: RunState,
  chosen: ReadonlySet<string>,
  choices: HunkChoices = noHunks,
): { files: string[]; ticked: string[]; hunks?: Record<string, number[]> } {
  const files = (state.changes?.files ?? []).filter((file) => chosen.has(file.path));
  const hunks = files.flatMap(({ path }) => {
    const choice = choices.get(path);
    if (!choice || choice.refused.size === 0) return [];
    return [
      [path, Array.from({ length: choice.total }, (_, at) => at).filter((at) => !choice.refused.has(at))] as const,
    ];
  });
  return {
    files: files.map((file) => file.path),
    ticked: files.filter((file) => file.needsTick !== undefined).map((file) => file.path),
    ...(hunks.length === 0 ? {} : { hunks: Object.fromEntries(hunks) }),
  };
}
