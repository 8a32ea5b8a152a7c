import type { Finding, Place, Severity } from '../core/finding';

/** A finding as the Problems panel shows it. Lines and columns from 0; `related` are further places of it in files. */
export interface FindingView {
  readonly file: string;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
  readonly related: readonly (Place & { readonly message: string })[];
  readonly unnecessary: boolean;
  readonly deprecated: boolean;
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

function messageOf({ message, why, suggestion, models }: Finding): string {
  const lines = [message, why, suggestion === '' ? '' : `Suggestion: ${suggestion}`].map((line) => line.trim());
  const text = lines.filter((line) => line !== '').map(sentence);
  return [...text, models.length > 0 ? `(${models.join(', ')})` : ''].join('\n').trim();
}

/** What is shown of a finding that stands at `place` (lines from 1) of a file with these lines. */
export function findingView(
  finding: Finding,
  place: { readonly line: number; readonly endLine: number },
  lines: readonly string[],
): FindingView {
  const first = lines[place.line - 1] ?? '';
  const last = lines[place.endLine - 1] ?? '';
  return {
    file: finding.file,
    severity: finding.severity,
    code: finding.dimensions.join(', '),
    message: messageOf(finding),
    start: { line: place.line - 1, column: first.length - first.trimStart().length },
    end: { line: place.endLine - 1, column: last.trimEnd().length },
    related: finding.related.map((other) => ({ ...other, message: 'Here as well' })),
    unnecessary: /\b(unused|unreachable|dead)\b/i.test(finding.category),
    deprecated: /\bdeprecated\b/i.test(finding.category),
  };
}
