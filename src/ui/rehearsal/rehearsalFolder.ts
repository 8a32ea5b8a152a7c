import { Uri, type ExtensionContext, type WorkspaceFolder } from 'vscode';
import { liesIn } from './liesIn';

/** Where rehearsals have their copies of the sample project: in the extension's own storage. */
export function rehearsalsUri(context: Pick<ExtensionContext, 'globalStorageUri'>): Uri {
  return Uri.joinPath(context.globalStorageUri, 'rehearsal');
}

/**
 * Whether a folder is a rehearsal's: it really lies in the extension's own storage. Nothing in a folder, and no setting,
 * can make it one, so that a workspace never has its models replaced.
 */
export function isRehearsal(context: Pick<ExtensionContext, 'globalStorageUri'>, folder: WorkspaceFolder): boolean {
  return folder.uri.scheme === 'file' && liesIn(rehearsalsUri(context).fsPath, folder.uri.fsPath);
}
