import { l10n, window } from 'vscode';
import { UsageError } from '../../core/usageError';
import type { Shell } from '../shell';
import { findingIdOf } from '../commands/target';
import type { KnownFinding } from './findingDiagnostics';

/**
 * The finding that a command's argument means; without one that at the cursor, which the user chooses where there are several.
 * Undefined when they turn away; a `UsageError` when there is none.
 */
export async function chooseFinding(
  { findings }: Pick<Shell, 'findings'>,
  argument: unknown,
): Promise<KnownFinding | undefined> {
  const id = findingIdOf(argument);
  if (id !== undefined) {
    const known = findings.find(id);
    if (known) return known;
    throw new UsageError(l10n.t('This finding is not there any more. Review the section again.'));
  }
  const editor = window.activeTextEditor;
  const own = editor ? findings.in(editor.document.uri) : [];
  const here = own.filter(({ diagnostic }) => editor?.selections.some((one) => diagnostic.range.intersection(one)));
  const choices = here.length > 0 ? here : own;
  const [only] = here;
  if (only && here.length === 1) return only;
  if (choices.length === 0) {
    throw new UsageError(l10n.t('No finding stands in this file. The Findings view lists those of the workspace.'));
  }
  const items = choices.map((known) => ({
    label: known.finding.message,
    description: l10n.t('line {0}', known.diagnostic.range.start.line + 1),
    known,
  }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Fix finding'),
    placeHolder: l10n.t('Which finding shall be fixed?'),
    matchOnDescription: true,
  });
  return picked?.known;
}
