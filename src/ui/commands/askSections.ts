import { commands, l10n, window } from 'vscode';
import { UsageError } from '../../core/usageError';
import { commandIds } from '../contributions';
import type { Shell } from '../shell';

const placesNamed = 3;

/** Asks which sections; several may be picked. Undefined when the user turns away. */
export async function askSections(shell: Shell, placeHolder: string): Promise<string | undefined> {
  const engine = await shell.engine();
  const { prd, searched } = await engine.findPrd();
  if (!prd) {
    void offerPrd(searched);
    return undefined;
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

/** Says where a PRD was looked for, and offers the two ways to one. */
async function offerPrd(searched: readonly string[]): Promise<void> {
  const [choose, create] = [l10n.t('Choose file'), l10n.t('Create from template')];
  const places = `${searched.slice(0, placesNamed).join(', ')}${searched.length > placesNamed ? ' …' : ''}`;
  const chosen = await window.showWarningMessage(l10n.t('No PRD found (looked for {0}).', places), choose, create);
  if (chosen === choose) await commands.executeCommand(commandIds.choosePrd);
  if (chosen === create) await commands.executeCommand(commandIds.createPrd);
}
