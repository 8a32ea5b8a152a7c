import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  Location,
  Range,
  type Uri,
} from 'vscode';
import type { Finding } from '../../core/finding';
import { findingView } from '../../presentation/findingView';
import { indexFile } from '../../qa/anchor/fileIndex';
import { followFinding } from '../../qa/followFinding';

/** A finding in force, and the QA run that it is from. */
export interface KnownFinding {
  readonly runId: string;
  readonly finding: Finding;
}

/** A finding where it stands now. */
export interface ShownFinding extends KnownFinding {
  readonly diagnostic: Diagnostic;
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

/** The findings of one file that its text still shows. `reportOf` gives a run's report, `fileOf` a file of the workspace. */
export function findingDiagnostics(
  text: string,
  found: readonly KnownFinding[],
  { reportOf, fileOf }: { readonly reportOf: (runId: string) => Uri; readonly fileOf: (path: string) => Uri },
): readonly ShownFinding[] {
  const index = indexFile(text);
  return found.flatMap(({ runId, finding }) => {
    const place = followFinding(index, finding);
    if (!place) return [];
    const view = findingView(finding, place, index.lines);
    const range = new Range(view.start.line, view.start.column, view.end.line, view.end.column);
    const diagnostic = new Diagnostic(range, view.message, severities[view.severity]);
    diagnostic.source = 'MAO';
    diagnostic.code = { value: view.code, target: reportOf(runId) };
    diagnostic.relatedInformation = view.related.map(({ file, line, endLine, message }) => {
      const where = new Range(line - 1, 0, endLine - 1, Number.MAX_SAFE_INTEGER);
      return new DiagnosticRelatedInformation(new Location(fileOf(file), where), message);
    });
    diagnostic.tags = [
      ...(view.unnecessary ? [DiagnosticTag.Unnecessary] : []),
      ...(view.deprecated ? [DiagnosticTag.Deprecated] : []),
    ];
    return [{ runId, finding, diagnostic }];
  });
}
