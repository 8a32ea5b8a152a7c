/** A mistake in one of the user's files. Lines and columns count from 1; `column` is in UTF-16 units. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** What a reader of user files gives back: the value when it is usable, and what is wrong with the file. */
export interface WithProblems<T> {
  readonly value: T;
  readonly problems: readonly Problem[];
}

/** Renders a problem as `file:line:column: error: message`, the form that terminals make clickable. */
export function formatProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.severity}: ${problem.message}`;
}
