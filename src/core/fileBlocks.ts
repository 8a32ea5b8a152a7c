import { fenceFor } from './fence';
import { noFinalNewline, readEdit, readFenced, searchPattern } from './fileBlockPieces';
import type { TextEdit } from './textEdit';
import { normalWorkspacePath, workspacePathProblem } from './workspacePath';

/** What a model without file tools wants done with one file; paths are relative to the working directory. */
export type FileBlock =
  | { readonly kind: 'file'; readonly path: string; readonly text: string }
  | { readonly kind: 'edit'; readonly path: string; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'delete'; readonly path: string }
  | { readonly kind: 'rename'; readonly from: string; readonly path: string };

/**
 * The blocks of an answer in order; `problems` say, for the correction round, what looked like a block and is none; `prose`
 * is what stands outside of blocks.
 */
export interface FileBlocks {
  readonly blocks: readonly FileBlock[];
  readonly problems: readonly string[];
  readonly prose: string;
}

const headerPattern = /^[ \t]{0,3}([#*`]*)[ \t]*(FILE|EDIT|DELETE|RENAME):(.*)$/;

/** What has been read so far; `editing` is the EDIT block to which the next search/replace belongs. */
interface Reading {
  readonly lines: readonly string[];
  readonly blocks: FileBlock[];
  readonly problems: string[];
  editing: { readonly path: string; readonly edits: TextEdit[]; broken: boolean } | undefined;
}

/** The argument of a header line, freed of the bold or code marks that some models put around it. */
function headerArgument(decoration: string, argument: string): string {
  const trimmed = argument.trim();
  if (decoration !== '') return trimmed.replace(/^[*`\s]+|[*`\s]+$/g, '');
  return /^`[^`]+`$/.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
}

function renamed(argument: string): FileBlock | string {
  const [from, to, ...more] = argument.split(/\s+->\s+/).map(normalWorkspacePath);
  if (from === undefined || to === undefined || more.length > 0) {
    return `RENAME: ${argument} is not of the form "RENAME: old/path -> new/path".`;
  }
  const problem = workspacePathProblem(from) ?? workspacePathProblem(to);
  return problem === undefined ? { kind: 'rename', from, path: to } : `RENAME: ${argument}: the path ${problem}.`;
}

function endEdit(reading: Reading): void {
  const { editing } = reading;
  reading.editing = undefined;
  if (!editing || editing.broken) return;
  const { path, edits } = editing;
  if (edits.length > 0) reading.blocks.push({ kind: 'edit', path, edits });
  else reading.problems.push(`EDIT: ${path} has no SEARCH/REPLACE.`);
}

/** Reads the search/replace that opens at line `at`; returns the line to go on at. */
function takeEdit(reading: Reading, at: number): number {
  const { editing, problems } = reading;
  const edit = readEdit(reading.lines, at, editing?.path ?? '(no path)');
  if ('problem' in edit) {
    problems.push(edit.problem);
    if (editing) editing.broken = true;
  } else if (editing) {
    editing.edits.push(edit.value);
  } else {
    problems.push('A SEARCH/REPLACE stands without an "EDIT: path" line before it.');
  }
  return edit.next;
}

function takeRename(reading: Reading, argument: string): void {
  const block = renamed(argument);
  if (typeof block === 'string') reading.problems.push(block);
  else reading.blocks.push(block);
}

/** Takes the block whose header stands on the line before `at`; returns the line to go on at. */
function takeBlock(reading: Reading, kind: string, argument: string, at: number): number {
  if (kind === 'RENAME') {
    takeRename(reading, argument);
    return at;
  }
  const { blocks, problems } = reading;
  const path = normalWorkspacePath(argument);
  const problem = workspacePathProblem(path);
  if (problem !== undefined) problems.push(`${kind}: ${argument}: the path ${problem}.`);
  if (kind === 'EDIT') {
    reading.editing = { path, edits: [], broken: problem !== undefined };
    return at;
  }
  if (kind === 'DELETE') {
    if (problem === undefined) blocks.push({ kind: 'delete', path });
    return at;
  }
  const file = readFenced(reading.lines, at, path);
  if ('problem' in file) problems.push(file.problem);
  else if (problem === undefined) blocks.push({ kind: 'file', path, text: file.value });
  return file.next;
}

/** Reads the file blocks of an answer; prose between them is kept apart, CRLF answers are read as LF. Never throws. */
export function parseFileBlocks(text: string): FileBlocks {
  const reading: Reading = { lines: text.split('\n'), blocks: [], problems: [], editing: undefined };
  const prose: string[] = [];
  let at = 0;
  while (at < reading.lines.length) {
    const line = (reading.lines[at] ?? '').replace(/\r$/, '');
    const header = headerPattern.exec(line);
    if (header) {
      endEdit(reading);
      at = takeBlock(reading, header[2] ?? '', headerArgument(header[1] ?? '', header[3] ?? ''), at + 1);
    } else if (searchPattern.test(line)) {
      at = takeEdit(reading, at);
    } else {
      prose.push(line);
      at += 1;
    }
  }
  endEdit(reading);
  return { blocks: reading.blocks, problems: reading.problems, prose: prose.join('\n').trim() };
}

function renderEdit(edit: TextEdit): string {
  const runs = [...edit.search, ...edit.replace].map((line) => /^(<+|=+|>+)/.exec(line)?.[0].length ?? 0);
  const size = Math.max(6, ...runs) + 1;
  const rows = [
    '<'.repeat(size) + ' SEARCH',
    ...edit.search,
    '='.repeat(size),
    ...edit.replace,
    '>'.repeat(size) + ' REPLACE',
  ];
  return rows.join('\n') + '\n';
}

function renderFile(path: string, text: string): string {
  const language = /\.([A-Za-z0-9]+)$/.exec(path)?.[1] ?? '';
  const complete = text === '' || text.endsWith('\n');
  const info = complete ? language : `${language} ${noFinalNewline}`;
  const fence = fenceFor(text);
  return `FILE: ${path}\n${fence}${info}\n${text}${complete ? '' : '\n'}${fence}\n`;
}

/** Writes a block as `parseFileBlocks` reads it, whatever its text holds. */
export function renderFileBlock(block: FileBlock): string {
  switch (block.kind) {
    case 'file':
      return renderFile(block.path, block.text);
    case 'edit':
      return `EDIT: ${block.path}\n${block.edits.map(renderEdit).join('\n')}`;
    case 'delete':
      return `DELETE: ${block.path}\n`;
    case 'rename':
      return `RENAME: ${block.from} -> ${block.path}\n`;
  }
}
