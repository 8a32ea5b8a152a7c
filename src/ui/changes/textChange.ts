/** One replacement of whole lines: from the start of `startLine` to the start of `endLine` (both from 0). */
export interface TextChange {
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
  /** The change reaches the end of the document, which has no line after it to begin. */
  readonly toEnd: boolean;
}

const linesOf = (text: string) => text.split(/(?<=\n)/);

/** The smallest block of lines that turns one text into the other; undefined when they are the same. */
export function textChange(before: string, after: string): TextChange | undefined {
  if (before === after) return undefined;
  const old = linesOf(before);
  const next = linesOf(after);
  const shorter = Math.min(old.length, next.length);
  let head = 0;
  while (head < shorter && old[head] === next[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old[old.length - 1 - tail] === next[next.length - 1 - tail]) tail++;
  return {
    startLine: head,
    endLine: old.length - tail,
    text: next.slice(head, next.length - tail).join(''),
    toEnd: tail === 0,
  };
}

/** Whether all line ends of a text are alike; an editor would make them alike, so others are not edited as text. */
export function hasUniformLineEnds(text: string): boolean {
  const all = text.split('\n').length - 1;
  const crlf = text.split('\r\n').length - 1;
  const lone = text.split('\r').length - 1 - crlf;
  return lone === 0 && (crlf === 0 || crlf === all);
}

/** Whether two texts end their lines in the same way, as far as they have lines. */
export function sameLineEnds(a: string, b: string): boolean {
  const kind = (text: string) => (text.includes('\r\n') ? 'crlf' : text.includes('\n') ? 'lf' : 'none');
  return kind(a) === kind(b);
}

/** Byte-wise equality; undefined stands for "no file". */
export function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
