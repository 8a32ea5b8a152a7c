import { fenced } from './fence';
import type { TextEdit } from './textEdit';
import { byteOrderMark, lineEndOf } from './fileForm';
import { withoutLookAlikes } from './lookAlikes';
import { nearestLines } from './nearestLines';

/** A file after its edits, or why they were refused, with what a model needs to correct itself. */
export type AppliedEdits =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly errors: readonly string[] };

interface FileLine {
  readonly text: string;
  readonly end: string;
}

interface Match {
  readonly start: number;
  readonly length: number;
  readonly replace: readonly string[];
}

type Found = { readonly match: Match } | { readonly error: string };

const plain = (line: string) => withoutLookAlikes(line).trimEnd();

/** How strictly lines are compared, strictest first; a looser way is tried only when a stricter one finds nothing. */
const ladder: readonly ((line: string) => string)[] = [(line) => line, (line) => line.trimEnd(), plain];

function linesOf(text: string): FileLine[] {
  return (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line) => {
    const end = line.endsWith('\r\n') ? '\r\n' : line.endsWith('\n') ? '\n' : '';
    return { text: line.slice(0, line.length - end.length), end };
  });
}

function matchesAt(lines: readonly string[], wanted: readonly string[], start: number): boolean {
  return wanted.every((line, index) => lines[start + index] === line);
}

function startsOf(lines: readonly string[], wanted: readonly string[]): number[] {
  const starts: number[] = [];
  for (let start = 0; start + wanted.length <= lines.length; start++) {
    if (matchesAt(lines, wanted, start)) starts.push(start);
  }
  return starts;
}

function notFound(lines: readonly string[], search: readonly string[], name: string): string {
  const nearest = nearestLines(lines, search);
  if (!nearest) return `${name} does not occur in the file, which is empty.`;
  const range = `lines ${nearest.start + 1}–${nearest.end}`;
  return `${name} does not occur in the file. The nearest lines of the file (${range}) are:\n${fenced(nearest.lines.join('\n'))}`;
}

function find(lines: readonly string[], edit: TextEdit, name: string): Found {
  const search = edit.search.map((line) => line.replace(/\r$/, ''));
  if (search.length === 0) {
    if (lines.length === 0) return { match: { start: 0, length: 0, replace: edit.replace } };
    return { error: `${name} is empty, but the file is not. Name the lines that are to change.` };
  }
  for (const form of ladder) {
    const starts = startsOf(lines.map(form), search.map(form));
    const [start] = starts;
    if (start === undefined) continue;
    if (starts.length === 1) return { match: { start, length: search.length, replace: edit.replace } };
    const places = starts.slice(0, 10).map((place) => place + 1);
    return {
      error: `${name} occurs ${starts.length} times (at lines ${places.join(', ')}). Add lines around it until it occurs once.`,
    };
  }
  return { error: notFound(lines, search, name) };
}

/** The replacing lines with the line ends of those that they replace. */
function replacement(match: Match, old: readonly FileLine[], lineEnd: string): string {
  const last = match.replace.length - 1;
  const texts = match.replace.map((line, index) => {
    const oldEnd = index === last ? old.at(-1)?.end : old[index]?.end;
    const end = index === last ? (oldEnd ?? lineEnd) : oldEnd === undefined || oldEnd === '' ? lineEnd : oldEnd;
    return line.replace(/\r$/, '') + end;
  });
  return texts.join('');
}

/**
 * Applies the edits of one EDIT block to a file's text, all or none. Each SEARCH must match the text as it was exactly once:
 * exactly, else without trailing whitespace, else with Unicode look-alikes made equal. Line ends and byte order mark stay.
 */
export function applyEditBlock(current: string, edits: readonly TextEdit[]): AppliedEdits {
  const mark = current.startsWith(byteOrderMark) ? byteOrderMark : '';
  const body = current.slice(mark.length);
  const lines = linesOf(body);
  const texts = lines.map((line) => line.text);
  const found = edits.map((edit, index) => find(texts, edit, edits.length === 1 ? 'SEARCH' : `SEARCH ${index + 1}`));
  const errors = found.flatMap((result) => ('error' in result ? [result.error] : []));
  if (errors.length > 0) return { ok: false, errors };
  const matches = found
    .flatMap((result) => ('match' in result ? [result.match] : []))
    .sort((a, b) => a.start - b.start);
  const lineEnd = lineEndOf(body);
  let text = mark;
  let at = 0;
  for (const match of matches) {
    if (match.start < at) {
      return {
        ok: false,
        errors: [`Two SEARCH blocks overlap at line ${match.start + 1} of the file. Join them into one.`],
      };
    }
    text += lines.slice(at, match.start).map(whole).join('');
    at = match.start + match.length;
    text += replacement(match, lines.slice(match.start, at), lineEnd);
  }
  return { ok: true, text: text + lines.slice(at).map(whole).join('') };
}

const whole = (line: FileLine) => line.text + line.end;
