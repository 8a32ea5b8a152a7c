import { Range, Uri, window, type Disposable } from 'vscode';
import { commandIds } from '../contributions';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { sectionsOf } from './target';

/** Shows a section where it stands in the PRD. */
export function registerOpenSection(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.openSection, async (shell, argument) => {
    const { prd } = await (await shell.engine()).findPrd();
    const number = sectionsOf(argument);
    const section = prd?.sections.find((one) => one.number === number);
    if (!prd || !section) return;
    const line = section.line - 1;
    await window.showTextDocument(Uri.file(prd.file), { selection: new Range(line, 0, line, 0), preview: true });
  });
}
