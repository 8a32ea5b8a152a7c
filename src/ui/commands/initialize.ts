import { commands, Uri, window, workspace, type Disposable, type WorkspaceFolder } from 'vscode';
import { UsageError } from '../../core/usageError';
import { sameBytes } from '../changes/textChange';
import { commandIds } from '../contributions';
import { exists, fileIn, mainFolder } from '../folder';
import type { Deps } from '../shell';
import { registerCommand } from './register';

/** What Initialize writes: file of `resources/init`, place in the workspace. */
export const initFiles = [
  ['registry.md', '.claude/models/registry.md'],
  ['task-routing.md', '.claude/models/task-routing.md'],
  ['mcp.json', '.mcp.json'],
] as const;

type Pair = readonly [template: Uri, target: Uri, path: string];

/** Writes what is missing; returns what was written and what stands there already with other content. */
async function writeMissing(pairs: readonly Pair[]): Promise<{ written: Pair[]; different: Pair[] }> {
  const written: Pair[] = [];
  const different: Pair[] = [];
  for (const pair of pairs) {
    const [template, target] = pair;
    if (!(await exists(target))) {
      await workspace.fs.copy(template, target, { overwrite: false });
      written.push(pair);
    } else if (!sameBytes(await workspace.fs.readFile(target), await workspace.fs.readFile(template))) {
      different.push(pair);
    }
  }
  return { written, different };
}

async function report(folder: WorkspaceFolder, written: readonly Pair[], different: readonly Pair[]): Promise<void> {
  const compare = 'Show differences';
  const open = 'Open registry';
  const wrote = written.length > 0 ? `Wrote ${written.map(([, , path]) => path).join(', ')}.` : 'Nothing to write.';
  const kept = different.length > 0 ? ` Kept your ${different.map(([, , path]) => path).join(', ')}.` : '';
  const buttons = [...(different.length > 0 ? [compare] : []), ...(written.length > 0 ? [open] : [])];
  const chosen = await window.showInformationMessage(wrote + kept, ...buttons);
  if (chosen === open) await window.showTextDocument(fileIn(folder, initFiles[0][1]));
  if (chosen !== compare) return;
  const resources = different.map(([template, target]) => [target, target, template]);
  await commands.executeCommand('vscode.changes', "Your files and MAO's", resources);
}

/** MAO: Initialize Workspace. Writes the configuration files that are missing; never touches one that is there. */
export function registerInitialize(deps: Deps): Disposable {
  return registerCommand(deps, commandIds.initialize, async (shell) => {
    const folder = mainFolder();
    if (!folder) throw new UsageError('MAO works in a folder on disk. Open one first.');
    const pairs = initFiles.map(([name, path]): Pair => {
      return [Uri.joinPath(deps.context.extensionUri, 'resources', 'init', name), fileIn(folder, path), path];
    });
    const { written, different } = await writeMissing(pairs);
    shell.workstreams.refresh();
    await report(folder, written, different);
  });
}
