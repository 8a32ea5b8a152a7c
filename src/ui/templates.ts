import { Uri, workspace } from 'vscode';
import { templatesSchema, type Templates } from '../core/templates';

/** The texts that ship with the extension. */
export async function readTemplates(extensionUri: Uri): Promise<Templates> {
  const file = await workspace.fs.readFile(Uri.joinPath(extensionUri, 'dist', 'templates.json'));
  return templatesSchema.parse(JSON.parse(Buffer.from(file).toString('utf8')));
}
