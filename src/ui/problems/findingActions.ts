import {
  CodeAction,
  CodeActionKind,
  l10n,
  workspace,
  type CodeActionProvider,
  type Range,
  type TextDocument,
} from 'vscode';
import type { Finding } from '../../core/finding';
import { commandIds, type CommandId } from '../contributions';
import type { ShownFinding } from './findingDiagnostics';
import type { FindingProblems } from './findingProblems';

const nameChars = 60;

/** What one can do about a finding where it stands: fix it, dismiss it with a reason, read the report that it is from. */
export class FindingActions implements CodeActionProvider {
  static readonly kinds = [CodeActionKind.QuickFix] as const;

  constructor(private readonly findings: FindingProblems) {}

  provideCodeActions(document: TextDocument, range: Range): CodeAction[] {
    const all = this.findings.in(document.uri);
    const here = all.filter(({ diagnostic }) => diagnostic.range.intersection(range));
    if (here.length === 0) return [];
    const actions = here.flatMap((shown) => actionsFor(shown, here.length > 1));
    if (all.length < 2) return actions;
    const file = { path: workspace.asRelativePath(document.uri, false) };
    const title = l10n.t('MAO: fix all {0} findings in this file', all.length);
    return [...actions, action(title, commandIds.fixFile, file, here)];
  }
}

function action(title: string, command: CommandId, argument: unknown, about: readonly ShownFinding[]): CodeAction {
  const made = new CodeAction(title, CodeActionKind.QuickFix);
  made.diagnostics = about.map(({ diagnostic }) => diagnostic);
  made.command = { title, command, arguments: [argument] };
  return made;
}

const nameOf = ({ message }: Finding) => (message.length > nameChars ? `${message.slice(0, nameChars - 1)}…` : message);

/** The titles of both fixes; where several findings meet, they say which one is meant. */
function fixTitles(finding: Finding, several: boolean): readonly [string, string] {
  const { assignedTo } = finding;
  if (!several) {
    return [
      assignedTo === undefined ? l10n.t('MAO: fix') : l10n.t('MAO: fix with {0}', assignedTo),
      l10n.t('MAO: fix with another model…'),
    ];
  }
  const name = nameOf(finding);
  return [
    assignedTo === undefined ? l10n.t('MAO: fix "{0}"', name) : l10n.t('MAO: fix "{0}" with {1}', name, assignedTo),
    l10n.t('MAO: fix "{0}" with another model…', name),
  ];
}

function actionsFor(shown: ShownFinding, several: boolean): CodeAction[] {
  const { runId, finding } = shown;
  const { id } = finding;
  const [assigned, other] = fixTitles(finding, several);
  const fix = action(assigned, commandIds.fixFinding, id, [shown]);
  fix.isPreferred = true;
  return [
    fix,
    action(other, commandIds.fixFindingWith, id, [shown]),
    action(l10n.t('MAO: dismiss "{0}"…', nameOf(finding)), commandIds.dismissFinding, id, [shown]),
    action(l10n.t('MAO: show the QA report'), commandIds.showReport, runId, [shown]),
  ];
}
