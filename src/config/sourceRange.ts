import type { Problem } from '../core/problem';

/** A stretch of a file, lines and columns from 1; it never goes beyond the end of its first line. */
export interface SourceRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Turns an offset range of a text into lines and columns, shortened to its first line. */
export function rangeIn(text: string, start: number, end: number): SourceRange {
  const from = Math.max(0, Math.min(start, text.length));
  const before = text.slice(0, from);
  const line = before.split('\n').length;
  const column = from - before.lastIndexOf('\n');
  const rest = text.slice(from, Math.max(from, Math.min(end, text.length)));
  const length = /^[^\r\n]*/.exec(rest)?.[0].length ?? 0;
  return { line, column, endLine: line, endColumn: column + length };
}

/** A problem at a range. */
export function problemAt(file: string, range: SourceRange, severity: Problem['severity'], message: string): Problem {
  return { file, ...range, severity, message };
}

/** Problems from top to bottom of their file. */
export function inFileOrder(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
