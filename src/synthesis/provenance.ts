import type { Hunk } from '../core/changeSet';
import type { BlameRange } from '../core/ports/snapshotStore';

/** Who wrote something: a model, in a workstream. */
export interface Writer {
  readonly model: string;
  readonly workstream: string;
}

/** A commit of a model's work. */
export interface Contribution extends Writer {
  readonly commit: string;
}

/** The hunks of a file from its blame: lines that follow each other and have one writer are one hunk. */
export function hunksOf(
  blame: readonly BlameRange[],
  writerOf: (commit: string, author: string) => Writer,
): readonly Hunk[] {
  const hunks: Hunk[] = [];
  for (const { commit, author, start, end } of blame.toSorted((a, b) => a.start - b.start)) {
    const { model, workstream } = writerOf(commit, author);
    const last = hunks.at(-1);
    if (last?.model === model && last.workstream === workstream && last.lines.end + 1 === start) {
      hunks[hunks.length - 1] = { ...last, lines: { start: last.lines.start, end } };
    } else {
      hunks.push({ model, workstream, lines: { start, end } });
    }
  }
  return hunks;
}

const sameBytes = (a: Uint8Array | undefined, b: Uint8Array | undefined) => {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
};

/**
 * Who brought a file into the state it has in the result, where no line tells it (deleted, binary, only lines removed): the
 * first in dependency order whose version is the result's, else the first whose version is no longer the base's.
 */
export function writerOfVersion(
  base: Uint8Array | undefined,
  result: Uint8Array | undefined,
  versions: readonly { readonly writer: Writer; readonly bytes: Uint8Array | undefined }[],
): Writer | undefined {
  const changed = versions.filter(({ bytes }) => !sameBytes(bytes, base));
  return (changed.find(({ bytes }) => sameBytes(bytes, result)) ?? changed[0])?.writer;
}

/** A hunk without lines: something was removed before line `start` (from 1), or the file has no lines. */
export function emptyHunk({ model, workstream }: Writer, start: number): Hunk {
  return { model, workstream, lines: { start, end: start - 1 } };
}

/** The first line (from 1) in which two versions differ; 1 when one of them is not there, or nothing differs. */
export function firstDifference(before: Uint8Array | undefined, after: Uint8Array | undefined): number {
  if (!before || !after || sameBytes(before, after)) return 1;
  let line = 1;
  for (let at = 0; at < before.length && at < after.length && before[at] === after[at]; at++) {
    if (before[at] === 10) line += 1;
  }
  return line;
}
