import { commands } from 'vscode';
import type { RunState } from '../../core/runState';
import { fileIn, mainFolder } from '../folder';
import { openDiff } from './reviewChanges';

/** Jumps to what the run changes of a file; one that it does not change is opened as it is, when it lies in the workspace. */
export async function openFile(state: RunState, path: string): Promise<void> {
  if (state.changes?.files.some((change) => change.path === path)) return openDiff(state, path);
  const folder = mainFolder();
  // A page may name anything: only what lies below the folder is opened.
  const inside = !/^([/\\\\]|[A-Za-z]:)|(^|[/\\\\])\.\.([/\\\\]|$)/.test(path);
  if (folder && inside) await commands.executeCommand('vscode.open', fileIn(folder, path), { preview: true });
}
