import { workspace, type TextDocument, type WorkspaceFolder } from 'vscode';
import { relative, sep } from 'node:path';

/** A file that an editor holds unsaved: its text, and the bytes that saving it would write. */
export interface UnsavedFile {
  readonly document: TextDocument;
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** Everything unsaved below a folder, by workspace-relative path with `/`. */
export async function unsavedFiles(folder: WorkspaceFolder): Promise<ReadonlyMap<string, UnsavedFile>> {
  const found = new Map<string, UnsavedFile>();
  for (const document of workspace.textDocuments) {
    if (!document.isDirty || document.uri.scheme !== 'file') continue;
    const path = relative(folder.uri.fsPath, document.uri.fsPath).split(sep).join('/');
    if (path.startsWith('..')) continue;
    const text = document.getText();
    found.set(path, { document, text, bytes: await workspace.encode(text, { encoding: document.encoding }) });
  }
  return found;
}
