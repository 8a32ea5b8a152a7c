import { l10n, Range, window, type Disposable } from 'vscode';
import { workspacePathProblem } from '../../core/workspacePath';
import { UsageError } from '../../core/usageError';
import { commandIds } from '../contributions';
import { exists, fileIn, mainFolder } from '../folder';
import type { Deps } from '../shell';
import { registerCommand } from './register';
import { findingIdOf, placeOf } from './target';

/** Opens a finding where it stands now, or the place (`path`, `line` from 1) that the argument names. Internal. */
export function registerOpenFinding(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.openFinding, async (shell, argument) => {
    const id = findingIdOf(argument);
    const shown = shell.findings.list().find(({ finding }) => finding.id === id);
    const { path = shown?.finding.file, line } = placeOf(argument);
    const folder = mainFolder();
    if (!folder || path === undefined) return;
    const problem = workspacePathProblem(path);
    if (problem !== undefined) throw new UsageError(`${path} ${problem}.`);
    const uri = fileIn(folder, path);
    if (!(await exists(uri))) throw new UsageError(l10n.t('{0} is not there any more.', path));
    const start = (line ?? 1) - 1;
    const range = shown?.diagnostic.range ?? new Range(start, 0, start, 0);
    // Its beginning only: a whole long line as selection would scroll sideways to its end.
    await window.showTextDocument(uri, { selection: new Range(range.start, range.start), preview: true });
  });
}
