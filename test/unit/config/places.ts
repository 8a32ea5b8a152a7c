import type { Problem } from '../../../src/core/problem';

/** A problem as `line:column severity message`. */
export const place = ({ line, column, severity, message }: Problem) => `${line}:${column} ${severity} ${message}`;

/** The text that a problem underlines. */
export function underlined(text: string, { line, column, endLine, endColumn }: Problem): string {
  const source = text.split(/\r?\n/)[line - 1] ?? '';
  return endLine === line && endColumn !== undefined
    ? source.slice(column - 1, endColumn - 1)
    : `(more lines) ${source}`;
}
