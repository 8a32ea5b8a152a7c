import type { Disposable } from 'vscode';
import { commandIds } from '../contributions';
import { chooseFinding } from '../problems/chooseFinding';
import type { Deps } from '../shell';
import { registerCommand } from './register';

/**
 * MAO: Fix Finding. Starts a run that mends it with the model that it is assigned to. Argument: the finding's id, or its row of
 * the Findings view; else the one at the cursor.
 */
export function registerFixFinding(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.fixFinding, async (shell, argument) => {
    shell.assertTrusted();
    const known = await chooseFinding(shell, argument);
    if (known) await shell.conductor.fix({ findings: [known.finding.id], run: known.runId });
  });
}
