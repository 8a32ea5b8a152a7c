import { workspace, type Disposable } from 'vscode';
import { planLanguage } from '../contributions';
import type { Deps } from '../shell';

/** Makes the shell when a plan document is open, also one that VS Code kept over a reload: what can be done with it stands above it. */
export function registerPlanDocuments(deps: Deps): Disposable {
  const look = ({ languageId }: { readonly languageId: string }) => {
    if (languageId !== planLanguage) return;
    deps.shell().catch((error: unknown) => deps.logger.error('The plan can not be edited', error));
  };
  workspace.textDocuments.forEach(look);
  return workspace.onDidOpenTextDocument(look);
}
