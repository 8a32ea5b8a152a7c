import { CodeAction, CodeActionKind, type CodeActionProvider, type Range, type TextDocument } from 'vscode';
import { commandIds } from '../contributions';
import type { FindingProblems } from './findingProblems';

/** What one can do about a finding where it stands: dismiss it with a reason, read the report that it is from. */
export class FindingActions implements CodeActionProvider {
  static readonly kinds = [CodeActionKind.QuickFix] as const;

  constructor(private readonly findings: FindingProblems) {}

  provideCodeActions(document: TextDocument, range: Range): CodeAction[] {
    const here = this.findings.in(document.uri).filter(({ diagnostic }) => diagnostic.range.intersection(range));
    return here.flatMap(({ runId, finding, diagnostic }) => {
      const action = (title: string, command: string, argument: string) => {
        const made = new CodeAction(title, CodeActionKind.QuickFix);
        made.diagnostics = [diagnostic];
        made.command = { title, command, arguments: [argument] };
        return made;
      };
      const name = finding.message.length > 60 ? `${finding.message.slice(0, 59)}…` : finding.message;
      return [
        action(`MAO: dismiss "${name}"…`, commandIds.dismissFinding, finding.id),
        action('MAO: show the QA report', commandIds.showReport, runId),
      ];
    });
  }
}
