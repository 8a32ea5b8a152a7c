import { Uri, workspace, type WorkspaceFolder } from 'vscode';

/** The folder that MAO works in: the first one on disk. Undefined without one. */
export function mainFolder(): WorkspaceFolder | undefined {
  return workspace.workspaceFolders?.find((folder) => folder.uri.scheme === 'file');
}

/** The URI of a workspace-relative path. */
export function fileIn(folder: WorkspaceFolder, path: string): Uri {
  return Uri.joinPath(folder.uri, path);
}

/** Whether anything is there. */
export async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
