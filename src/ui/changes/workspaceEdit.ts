import { Position, Range, workspace, WorkspaceEdit, type TextDocument, type Uri, type WorkspaceFolder } from 'vscode';
import type { PlannedEdit } from '../../core/ports/changeApplier';
import { fileIn } from '../folder';
import { hasUniformLineEnds, sameBytes, sameLineEnds, textChange, type TextChange } from './textChange';

/** One WorkspaceEdit and what it was computed from: the text files it changes, and the open ones with their version. */
export interface EditParts {
  readonly edit: WorkspaceEdit;
  readonly changed: readonly Uri[];
  readonly open: readonly { readonly document: TextDocument; readonly version: number; readonly text: string }[];
}

const openDocument = (uri: Uri) => workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());

/**
 * The line change that an editor can make without altering anything else; undefined when decoding and encoding would not
 * give the very bytes back (binary files, mixed line ends, odd encodings): those are written as bytes.
 */
async function asTextChange(uri: Uri, before: Uint8Array, after: Uint8Array): Promise<TextChange | undefined> {
  const document = openDocument(uri);
  const decode = (bytes: Uint8Array) =>
    document ? workspace.decode(bytes, { encoding: document.encoding }) : workspace.decode(bytes, { uri });
  const encode = (text: string) =>
    document ? workspace.encode(text, { encoding: document.encoding }) : workspace.encode(text, { uri });
  const [decoded, next] = await Promise.all([decode(before), decode(after)]);
  const [beforeBytes, afterBytes] = await Promise.all([encode(decoded), encode(next)]);
  const old = document?.isDirty ? document.getText() : decoded;
  if (old.includes('\0') || next.includes('\0') || !sameBytes(afterBytes, after)) return undefined;
  if (!document?.isDirty && !sameBytes(beforeBytes, before)) return undefined;
  if (!hasUniformLineEnds(old) || !hasUniformLineEnds(next) || !sameLineEnds(old, next)) return undefined;
  return textChange(old, next);
}

function toRange(change: TextChange): Range {
  const end = change.toEnd ? new Position(Number.MAX_SAFE_INTEGER, 0) : new Position(change.endLine, 0);
  return new Range(new Position(change.startLine, 0), end);
}

/** Turns planned edits into one WorkspaceEdit: line changes in existing files, creations, deletions; never an overwrite. */
export async function toWorkspaceEdit(edits: readonly PlannedEdit[], folder: WorkspaceFolder): Promise<EditParts> {
  const edit = new WorkspaceEdit();
  const changed: Uri[] = [];
  const open: { document: TextDocument; version: number; text: string }[] = [];
  for (const { path, before, after } of edits) {
    const uri = fileIn(folder, path);
    const document = openDocument(uri);
    if (document) open.push({ document, version: document.version, text: document.getText() });
    if (before === undefined) {
      if (after) edit.createFile(uri, { contents: after, overwrite: false, ignoreIfExists: false });
    } else if (after === undefined) {
      edit.deleteFile(uri, { recursive: false, ignoreIfNotExists: false });
    } else {
      const change = await asTextChange(uri, before, after);
      if (!change) continue;
      edit.replace(uri, toRange(change), change.text);
      changed.push(uri);
    }
  }
  return { edit, changed, open };
}

/** Whether the user typed in one of the files since the edit was computed. */
export function isStale({ open }: EditParts): boolean {
  return open.some(({ document, version }) => !document.isClosed && document.version !== version);
}
