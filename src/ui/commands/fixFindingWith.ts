import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import { chooseFinding } from '../problems/chooseFinding';
import { chooseModel } from '../problems/chooseModel';
import type { Deps } from '../shell';
import { registerCommand } from './register';

/** MAO: Fix Finding with Another Model. As Fix Finding, with the model that the user chooses of those that are there. */
export function registerFixFindingWith(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.fixFindingWith, async (shell, argument) => {
    shell.assertTrusted();
    const known = await chooseFinding(shell, argument);
    if (!known) return;
    const { runId, finding } = known;
    const model = await chooseModel(await shell.engine(), finding.assignedTo);
    if (model !== undefined) await shell.conductor.fix({ findings: [finding.id], run: runId, model });
  });
}
