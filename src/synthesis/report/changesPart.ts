import type { FileChange } from '../../core/changeSet';
import type { ConflictState } from '../../core/runState';
import { bullets, code, inline, table } from '../../core/markdown';
import type { ReportInput } from './reportInput';

const maxFiles = 200;
const kinds: Readonly<Record<FileChange['kind'], string>> = {
  create: 'new',
  modify: 'changed',
  delete: 'deleted',
  rename: 'renamed',
};

function fileRow(file: FileChange): readonly string[] {
  const lines = new Map<string, number>();
  for (const { model, lines: span } of file.hunks) {
    lines.set(model, (lines.get(model) ?? 0) + span.end - span.start + 1);
  }
  const writers = [...lines].toSorted((a, b) => b[1] - a[1]);
  const from = file.from === undefined ? [] : [`was ${code(file.from)}`];
  const tick = file.needsTick === undefined ? [] : [`needs your tick: ${inline(file.needsTick)}`];
  return [
    code(file.path),
    kinds[file.kind],
    writers.map(([model, amount]) => (amount > 0 ? `${inline(model)} (${amount})` : inline(model))).join(', '),
    [...from, ...(file.binary ? ['binary'] : []), ...tick].join(', '),
  ];
}

/** The proposed files with who wrote how many lines, and what was refused. */
export function changesPart({ state }: ReportInput): string {
  const { changes, applied } = state;
  if (!changes) return '## Changes\n\nNone were proposed.';
  const { files, refused } = changes;
  const more = files.length > maxFiles ? [`… and ${files.length - maxFiles} more files.`] : [];
  const rows = files.slice(0, maxFiles).map(fileRow);
  const parts = [
    files.length > 0 ? table(['File', 'Change', 'By (lines)', 'Note'], rows) : 'No file is changed.',
    ...more,
    ...(refused.length > 0
      ? [`### Refused\n\n${bullets(refused.map(({ path, reason }) => `${code(path)}: ${inline(reason)}`))}`]
      : []),
    ...(applied === undefined ? [] : [`Applied: ${applied.length} of ${files.length} files.`]),
    ...(state.reverted ? ['Reverted afterwards.'] : []),
  ];
  return `## Changes\n\n${parts.join('\n\n')}`;
}

function resolution({ by, workstreams }: ConflictState): string {
  if (by === undefined) return 'not resolved';
  const [rule, winner] = /^(owner|later):(.+)$/.exec(by)?.slice(1) ?? [];
  if (winner === undefined) {
    return by === 'kept' ? 'kept, since only one side has this file' : `joined by ${inline(by)}`;
  }
  const losers = workstreams.filter((workstream) => workstream !== winner).map(inline);
  const lost = losers.length > 0 ? `; what ${losers.join(', ')} changed in this file is lost` : '';
  const why = rule === 'owner' ? 'it owns the file by contract' : 'nobody owns the file and it comes later';
  return `${inline(winner)}'s version, since ${why}${lost}`;
}

/** Where workstreams met in one file, and what became of it; nothing when they did not. */
export function conflictsPart({ state }: ReportInput): string {
  if (state.conflicts.length === 0) return '';
  const points = state.conflicts.map(
    (conflict) => `${code(conflict.file)} (${conflict.workstreams.map(inline).join(', ')}): ${resolution(conflict)}`,
  );
  return `## Conflicts\n\n${bullets(points)}`;
}
