import { withoutLookAlikes } from '../../core/lookAlikes';

/** A text without white space in which typographic look-alikes are their plain forms: what is compared where form does not matter. */
export function squeeze(text: string): string {
  return withoutLookAlikes(text).replace(/\s+/g, '');
}

/** A text in which quotes are searched, with the offset at which each line begins; offsets are ascending. */
export interface SearchText {
  readonly text: string;
  readonly starts: readonly number[];
}

/** A file prepared for finding many quotes in it. Lines count from 0 here; line ends and byte order mark are left out. */
export interface FileIndex {
  readonly lines: readonly string[];
  /** The lines joined with LF. */
  readonly exact: SearchText;
  /** The squeezed lines joined with nothing. */
  readonly squeezed: SearchText;
  readonly squeezedLines: readonly string[];
  /** Squeezed line → the lines on which it stands. */
  readonly linesBySqueezed: ReadonlyMap<string, readonly number[]>;
  /** The words of each line, for comparing loosely. */
  readonly words: readonly (readonly string[])[];
}

/** The lines of a file as editors count them, without byte order mark; a final line end begins no further line. */
export function linesOfFile(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines;
}

/** The words and signs of a line of code. */
export function wordsOf(line: string): string[] {
  return withoutLookAlikes(line).match(/[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu) ?? [];
}

function joined(lines: readonly string[], separator: string): SearchText {
  const starts: number[] = [];
  let length = 0;
  for (const line of lines) {
    starts.push(length);
    length += line.length + separator.length;
  }
  return { text: lines.join(separator), starts };
}

/** Computes on first use and keeps. */
function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Prepares a file; the costly parts are made when they are first needed. */
export function indexFile(text: string): FileIndex {
  const lines = linesOfFile(text);
  const exact = lazy(() => joined(lines, '\n'));
  const squeezedLines = lazy(() => lines.map(squeeze));
  const squeezed = lazy(() => joined(squeezedLines(), ''));
  const words = lazy(() => lines.map(wordsOf));
  const linesBySqueezed = lazy(() => {
    const found = new Map<string, number[]>();
    squeezedLines().forEach((line, at) => {
      const others = found.get(line);
      if (others) others.push(at);
      else found.set(line, [at]);
    });
    return found;
  });
  return {
    lines,
    get exact() {
      return exact();
    },
    get squeezed() {
      return squeezed();
    },
    get squeezedLines() {
      return squeezedLines();
    },
    get linesBySqueezed() {
      return linesBySqueezed();
    },
    get words() {
      return words();
    },
  };
}
