import { Diagnostic, DiagnosticSeverity, Range } from 'vscode';
import type { Problem } from '../../core/problem';

function toRange({ line, column, endLine, endColumn }: Problem): Range {
  const end = endLine === undefined ? line : endLine;
  const start = Math.max(0, column - 1);
  return new Range(line - 1, start, end - 1, endColumn === undefined ? Number.MAX_SAFE_INTEGER : endColumn - 1);
}

/** Problems of one file as VS Code shows them. */
export function toDiagnostics(problems: readonly Problem[]): Diagnostic[] {
  return problems.map((problem) => {
    const severity = problem.severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
    const diagnostic = new Diagnostic(toRange(problem), problem.message, severity);
    diagnostic.source = 'MAO';
    return diagnostic;
  });
}
