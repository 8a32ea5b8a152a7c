import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** A file of the open workspace. */
export function fileUri(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** A file's text on disk, or undefined where there is none. */
export async function textOf(path: string): Promise<string | undefined> {
  try {
    return Buffer.from(await vscode.workspace.fs.readFile(fileUri(path))).toString('utf8');
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}

/** Writes a file on disk, as another program would. */
export async function writeText(path: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(fileUri(path), Buffer.from(text));
}

/** Every file below a folder of the workspace with its text, `.mao`, `.git` and `node_modules` left out. */
export async function textsBelow(path = ''): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const [name, type] of await vscode.workspace.fs.readDirectory(fileUri(path))) {
    if (['.mao', '.git', 'node_modules'].includes(name)) continue;
    const inner = path === '' ? name : `${path}/${name}`;
    if (type === vscode.FileType.Directory) for (const entry of await textsBelow(inner)) texts.set(...entry);
    else texts.set(inner, (await textOf(inner)) ?? '');
  }
  return texts;
}
