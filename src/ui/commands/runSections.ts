import { l10n } from 'vscode';
import { hasCli } from '../noCli';
import type { Shell } from '../shell';
import { askSections } from './askSections';
import { sectionsOf } from './target';

const questions = {
  plan: () => l10n.t('Which sections shall be planned?'),
  develop: () => l10n.t('Which sections shall be developed?'),
  qa: () => l10n.t('The code of which sections shall be reviewed?'),
} as const;

/**
 * Asks for sections unless they are named, and runs the command for them; resolves when the run has ended. `paths` are the
 * code that a QA shall look at.
 */
export async function runSections(
  shell: Shell,
  command: keyof typeof questions,
  argument: unknown,
  paths: readonly string[] = [],
): Promise<void> {
  shell.assertTrusted();
  if (!(await hasCli(await shell.engine()))) return;
  const sections = sectionsOf(argument) ?? (await askSections(shell, questions[command]()));
  if (sections === undefined) return;
  await (command === 'qa' ? shell.conductor.qa({ sections, paths }) : shell.conductor.run({ command, sections }));
}
