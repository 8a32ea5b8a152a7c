import type { ChangeHunk } from '../core/changeHunk';
import type { FileChange } from '../core/changeSet';
import { escapeMarkdown } from './format';

/** One place in which a run changes a file, as it is chosen. `line`: where it begins in the run's version, from 0. */
export interface HunkRow {
  readonly kind: 'hunk';
  readonly path: string;
  readonly number: number;
  readonly total: number;
  readonly line: number;
  /** How many lines it has in the run's version; 0 where lines were only removed. */
  readonly lines: number;
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly models: string;
  readonly accepted: boolean;
}

/** `Line 3`, `Lines 3–7`; of removed lines the numbers before. */
function placeOf({ base, result }: ChangeHunk): string {
  const { start, count } = result.count === 0 ? base : result;
  const place = count === 1 ? `Line ${start + 1}` : `Lines ${start + 1}–${start + count}`;
  return result.count === 0 ? `${place} removed` : place;
}

/** Who wrote a hunk's lines; where lines were only removed, everybody who worked on the file. */
function writersOf({ result }: ChangeHunk, file: FileChange): readonly string[] {
  const first = result.start + 1;
  const last = result.start + result.count;
  const own = file.hunks.filter(({ lines }) => lines.start <= last && lines.end >= first);
  return [...new Set((own.length > 0 ? own : file.hunks).map(({ model }) => model))];
}

/** The hunks of a file with who wrote them. `refused`: the numbers of those that the user does not want. */
export function hunkRows(
  file: FileChange,
  hunks: readonly ChangeHunk[],
  refused: ReadonlySet<number>,
): readonly HunkRow[] {
  return hunks.map((hunk, number) => {
    const models = writersOf(hunk, file).join(', ');
    const size = [
      hunk.result.count > 0 ? `+${hunk.result.count}` : '',
      hunk.base.count > 0 ? `−${hunk.base.count}` : '',
    ];
    const sizes = size.filter((part) => part !== '').join(' ');
    const accepted = !refused.has(number);
    const place = placeOf(hunk);
    return {
      kind: 'hunk',
      path: file.path,
      number,
      total: hunks.length,
      line: hunk.result.count === 0 ? Math.max(0, hunk.result.start - 1) : hunk.result.start,
      lines: hunk.result.count,
      label: place,
      description: [models, sizes].filter((part) => part !== '').join(' · '),
      tooltip: escapeMarkdown(
        [`${place} of ${file.path}`, models === '' ? '' : `, written by ${models}`, accepted ? '' : ': refused'].join(
          '',
        ),
      ),
      models,
      accepted,
    };
  });
}

/** The hunk at a line of the run's version (from 0), else the nearest one above it, else the first. */
export function hunkAt(rows: readonly HunkRow[], line: number): HunkRow | undefined {
  const inside = rows.find((row) => line >= row.line && line < row.line + Math.max(1, row.lines));
  return inside ?? rows.findLast((row) => row.line <= line) ?? rows[0];
}
