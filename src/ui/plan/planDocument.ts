import { EndOfLine, Position, Range, Uri, WorkspaceEdit, workspace, type TextDocument } from 'vscode';
import { proposalOf, renderPlanDocument } from '../../planning/renderPlanDocument';
import type { PendingPlan } from '../approval/planApprovals';

const openDocument = (uri: Uri): TextDocument | undefined =>
  workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());

async function textOnDisk(uri: Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return undefined; // the run has no plan document yet
  }
}

/**
 * Puts a waiting plan into the run's folder as `plan.md`. What the user made of the same proposal before (the window was
 * reloaded, the run goes on) stays; an older proposal gives way, in an open editor too.
 */
export async function writePlanDocument(pending: PendingPlan, runDirectory: string): Promise<void> {
  const uri = Uri.joinPath(Uri.file(runDirectory), 'plan.md');
  const text = renderPlanDocument(pending.plan, pending.source, pending.registry, pending.commands);
  pending.document = { uri, text };
  const open = openDocument(uri);
  const present = open?.getText() ?? (await textOnDisk(uri));
  if (present === undefined || proposalOf(present) !== proposalOf(text)) {
    if (open) await replaceText(open, text);
    else await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  }
}

async function replaceText(document: TextDocument, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  const whole = new Range(new Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
  edit.replace(document.uri, whole, text);
  await workspace.applyEdit(edit);
  await document.save();
}

/** The document's text with the line ends that a plan is written with. */
export function plainText(document: TextDocument): string {
  return document.eol === EndOfLine.CRLF ? document.getText().replace(/\r\n/g, '\n') : document.getText();
}
