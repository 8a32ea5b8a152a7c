import type { Memento } from 'vscode';
import type { Deps } from '../shell';
import type { FindingProblems } from './findingProblems';

const key = 'mao.hasFindings';

/** Remembers over a reload whether there are findings to show. */
export async function rememberFindings(memory: Memento, findings: Pick<FindingProblems, 'size'>): Promise<void> {
  const some = findings.size > 0;
  if (memory.get<boolean>(key, false) !== some) await memory.update(key, some);
}

/** Brings the findings back into the Problems panel where there were some; elsewhere nothing is loaded. */
export function wakeFindings(deps: Deps): void {
  if (!deps.context.workspaceState.get<boolean>(key, false)) return;
  deps.shell().catch((error: unknown) => deps.logger.error('The findings could not be shown', error));
}
