import type { TextEdit } from './textEdit';

/** The word in a fence's info string that says: the last line of the file has no line end. */
export const noFinalNewline = 'no-final-newline';

/** Matches the line that opens a search/replace; group 1 is its marker, as long as those that divide and close it. */
export const searchPattern = /^(<{5,}) ?SEARCH\s*$/;

/** A part that was read, or why it could not be; `next` is the line to go on at. */
export type Piece<T> =
  { readonly value: T; readonly next: number } | { readonly problem: string; readonly next: number };

function closes(line: string, fence: string): boolean {
  const bare = line.replace(/^ {0,3}/, '').trimEnd();
  return bare.startsWith(fence) && bare === fence.charAt(0).repeat(bare.length);
}

/** A fence that opens inside a fence of the same length: the outer one is too short, and its end can not be known. */
function opensInside(line: string, fence: string): boolean {
  return line.startsWith(fence) && new RegExp(`^${fence.charAt(0)}+[\\w.+-]+\\s*$`).test(line);
}

/** Reads the fenced text that follows a FILE header; `at` is the line after the header. */
export function readFenced(lines: readonly string[], at: number, path: string): Piece<string> {
  let start = at;
  while (start < lines.length && lines[start]?.trim() === '') start++;
  const opening = lines[start] ?? '';
  const match = /^ {0,3}(`{3,}|~{3,})([^`]*)$/.exec(opening);
  if (!match) return { problem: `FILE: ${path} is not followed by a fence with the whole file.`, next: at };
  const fence = match[1] ?? '';
  const windows = opening.endsWith('\r');
  const body: string[] = [];
  for (let index = start + 1; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (closes(line, fence)) {
      const end = body.length === 0 || (match[2] ?? '').includes(noFinalNewline) ? '' : '\n';
      return { value: body.join('\n') + end, next: index + 1 };
    }
    if (opensInside(line, fence)) {
      const problem = `FILE: ${path} has a ${fence} line inside its ${fence} fence. Use a longer fence around that file.`;
      return { problem, next: index + 1 };
    }
    body.push(windows ? line.replace(/\r$/, '') : line);
  }
  return { problem: `FILE: ${path} ends before its fence is closed.`, next: lines.length };
}

/** Reads one search/replace; `at` is its `<<<<<<< SEARCH` line. */
export function readEdit(lines: readonly string[], at: number, path: string): Piece<TextEdit> {
  const opening = lines[at] ?? '';
  const size = searchPattern.exec(opening)?.[1]?.length ?? 7;
  const divider = '='.repeat(size);
  const closing = new RegExp(`^>{${size}} ?REPLACE\\s*$`);
  const search: string[] = [];
  const replace: string[] = [];
  let divided = false;
  for (let index = at + 1; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (divided && closing.test(line)) return { value: { search, replace }, next: index + 1 };
    if (searchPattern.exec(line)?.[1]?.length === size) {
      return { problem: `EDIT: ${path} has a SEARCH that is not closed by a REPLACE of the same length.`, next: index };
    }
    if (!divided && line.trimEnd() === divider) divided = true;
    else (divided ? replace : search).push(opening.endsWith('\r') ? line.replace(/\r$/, '') : line);
  }
  const lacking = divided ? `${'>'.repeat(size)} REPLACE` : divider;
  return { problem: `EDIT: ${path} has a SEARCH without its "${lacking}" line.`, next: at + 1 };
}
