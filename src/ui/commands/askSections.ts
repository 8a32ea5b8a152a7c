import { l10n, window } from 'vscode';
import { UsageError } from '../../core/usageError';
import type { Shell } from '../shell';

/** Asks which sections; several may be picked. Undefined when the user turns away. */
export async function askSections(shell: Shell, placeHolder: string): Promise<string | undefined> {
  const engine = await shell.engine();
  const { prd, searched } = await engine.findPrd();
  if (!prd) {
    throw new UsageError(l10n.t('No PRD found (looked for {0}). Choose a file in the MAO view.', searched.join(', ')));
  }
  const items = prd.sections.map((section) => ({
    label: `${section.number}  ${section.title}`,
    description: l10n.t('line {0}', section.line),
    number: section.number,
  }));
  if (items.length === 0) {
    throw new UsageError(l10n.t('The PRD has no sections. Give it headings, for example "## 1. Storage".'));
  }
  const picked = await window.showQuickPick(items, { canPickMany: true, placeHolder, matchOnDescription: true });
  return picked && picked.length > 0 ? picked.map(({ number }) => number).join(', ') : undefined;
}
