import type { Shell } from '../shell';
import { askSections } from './askSections';
import { sectionsOf } from './target';

/** Asks for sections unless they are named, and runs the command for them; resolves when the run has ended. */
export async function runSections(shell: Shell, command: 'plan' | 'develop', argument: unknown): Promise<void> {
  shell.assertTrusted();
  const question = command === 'plan' ? 'Which sections shall be planned?' : 'Which sections shall be developed?';
  const sections = sectionsOf(argument) ?? (await askSections(shell, question));
  if (sections !== undefined) await shell.conductor.run({ command, sections });
}
