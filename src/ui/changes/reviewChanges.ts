import { commands, l10n, Range, Uri, window, type WorkspaceFolder } from 'vscode';
import type { FileChange } from '../../core/changeSet';
import type { RunState } from '../../core/runState';
import { runTitle } from '../../presentation/runView';
import { fileIn } from '../folder';
import { sideUri } from './sidesProvider';

type Sides = readonly [base: Uri | undefined, result: Uri | undefined];

function sidesOf(run: string, file: FileChange): Sides {
  const from = file.from === undefined ? {} : { from: file.from };
  const base = file.kind === 'create' ? undefined : sideUri(file.path, { run, side: 'base', ...from });
  const result = file.kind === 'delete' ? undefined : sideUri(file.path, { run, side: 'result', ...from });
  return [base, result];
}

/** Opens everything that a run proposes in one multi-diff editor. */
export async function reviewChanges(state: RunState, folder: WorkspaceFolder): Promise<void> {
  const files = state.changes?.files ?? [];
  if (files.length === 0) {
    void window.showInformationMessage(l10n.t('{0} proposes no changes.', runTitle(state)));
    return;
  }
  const resources = files.map((file) => [fileIn(folder, file.path), ...sidesOf(state.runId, file)]);
  await commands.executeCommand('vscode.changes', `MAO: ${runTitle(state)}`, resources);
}

/** Opens the difference of one proposed file, at a line (from 0) of the run's version; paths that the run does not propose are ignored. */
export async function openDiff(state: RunState, path: string, line?: number): Promise<void> {
  const file = state.changes?.files.find((change) => change.path === path);
  if (!file) return;
  const [base, result] = sidesOf(state.runId, file);
  const place = line === undefined ? {} : { selection: new Range(line, 0, line, 0) };
  const options = { preview: true, ...place };
  if (base && result) await commands.executeCommand('vscode.diff', base, result, `${path} (proposed)`, options);
  else await commands.executeCommand('vscode.open', result ?? base, options, `${path} (${result ? 'new' : 'deleted'})`);
}
