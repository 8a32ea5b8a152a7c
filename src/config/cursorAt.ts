import { readFences } from './readFences';

/** What stands at a place of a configuration file: a key or a value below `path`; columns from 0 of what is typed there. */
export interface ConfigurationCursor {
  readonly kind: 'key' | 'value';
  /** The keys on the way; of a value, its own key is the last. */
  readonly path: readonly string[];
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The keys that the same mapping has already, in block style. */
  readonly siblings: readonly string[];
}

interface Line {
  /** The column where the content begins, after dashes. */
  readonly indent: number;
  readonly dashes: boolean;
  readonly key: string | undefined;
  /** Where the value begins: after the colon and its spaces. */
  readonly valueAt: number;
}

const keyed = /^(\s*)((?:-\s+)*)(?:"([^"]*)"|'([^']*)'|([^\s#:'"[\]{},][^#:]*?))\s*:(?:\s+|$)/;

function readLine(text: string): Line | undefined {
  if (/^\s*(#|$)/.test(text)) return undefined;
  const [whole = '', space = '', dashes = '', quoted, single, plain] = keyed.exec(text) ?? [];
  const key = quoted ?? single ?? plain;
  if (key !== undefined) {
    return { indent: space.length + dashes.length, dashes: dashes !== '', key, valueAt: whole.length };
  }
  const [, bare = '', marks = ''] = /^(\s*)((?:-(?:\s+|$))*)/.exec(text) ?? [];
  return { indent: bare.length + marks.length, dashes: marks !== '', key: undefined, valueAt: text.length };
}

/** The rows of the YAML that `row` lies in: its fence, or the whole of a file without fences. Undefined: in no YAML. */
function yamlRows(lines: readonly string[], row: number): readonly [number, number] | undefined {
  const fences = readFences(lines);
  if (fences.length === 0) return [0, lines.length];
  const fence = fences.find(({ start, end }) => row >= start && row < end);
  return fence && ['yaml', 'yml', ''].includes(fence.language) ? [fence.start, fence.end] : undefined;
}

/** The keys above a row that its content lies below, outermost first. A list item lies below the key of its list. */
function pathAbove(lines: readonly string[], first: number, row: number, indent: number, inList: boolean): string[] {
  const path: string[] = [];
  let limit = inList ? indent + 1 : indent;
  for (let at = row - 1; at >= first && limit > 0; at--) {
    const line = readLine(lines[at] ?? '');
    if (!line || line.indent >= limit || line.key === undefined) continue;
    path.unshift(line.key);
    limit = line.indent;
  }
  return path;
}

/** The keys with the same indentation around a row, up to where the mapping ends on both sides. */
function siblingsOf(lines: readonly string[], [first, end]: readonly [number, number], row: number, indent: number) {
  const found: string[] = [];
  for (const step of [-1, 1]) {
    for (let at = row + step; at >= first && at < end; at += step) {
      const line = readLine(lines[at] ?? '');
      if (!line) continue;
      if (line.indent < indent) break;
      if (line.indent === indent && line.key !== undefined) found.push(line.key);
    }
  }
  return found;
}

/** Goes into `{ a: 1, b: [x, y` as far as the cursor: the keys on the way, and where the last word begins. */
function intoFlow(
  text: string,
  from: number,
  column: number,
): { kind: 'key' | 'value'; keys: string[]; start: number } {
  const keys: string[] = [];
  const open: ('{' | '[')[] = [];
  let kind: 'key' | 'value' = 'value';
  let start = from;
  for (let at = from; at < column; at++) {
    const mark = text.charAt(at);
    if (mark === '{' || mark === '[') {
      open.push(mark);
      if (mark === '{') keys.push('');
      kind = mark === '{' ? 'key' : 'value';
      start = at + 1;
    } else if (mark === '}' || mark === ']') {
      if (open.pop() === '{') keys.pop();
      kind = 'value';
      start = at + 1;
    } else if (mark === ',') {
      kind = open.at(-1) === '{' ? 'key' : 'value';
      start = at + 1;
    } else if (mark === ':' && kind === 'key') {
      keys[keys.length - 1] = text
        .slice(start, at)
        .trim()
        .replace(/^["']|["']$/g, '');
      kind = 'value';
      start = at + 1;
    }
  }
  return { kind, keys: kind === 'key' ? keys.slice(0, -1) : keys, start };
}

const word = /^[^\s,#[\]{}]*/;

/**
 * What stands at a place of a configuration file in YAML, also while it is half typed: found by indentation and by the marks
 * of flow style. Undefined outside of YAML, in comments, and after a word that is complete.
 */
export function cursorAt(lines: readonly string[], row: number, column: number): ConfigurationCursor | undefined {
  const rows = yamlRows(lines, row);
  const text = (lines[row] ?? '').replace(/\r$/, '');
  if (!rows || /(^|\s)#/.test(text.slice(0, column))) return undefined;
  const line = readLine(text);
  const indent = line?.indent ?? column;
  const inValue = line?.key !== undefined && column >= line.valueAt;
  const onlyItem = line !== undefined && line.key === undefined && line.dashes;
  const dashAt = text.indexOf('-');
  const above = pathAbove(lines, rows[0], row, line?.dashes ? dashAt : indent, line?.dashes ?? false);
  const path = inValue ? [...above, line.key] : above;
  const from = inValue ? line.valueAt : Math.min(indent, column);
  const flow = inValue || onlyItem ? intoFlow(text, from, column) : { kind: 'key' as const, keys: [], start: from };
  const start = flow.start + (/^["'\s]*/.exec(text.slice(flow.start, column))?.[0].length ?? 0);
  const typed = text.slice(start, column);
  if (/\s/.test(typed) && flow.kind === 'key') return undefined;
  const rest = word.exec(text.slice(column))?.[0] ?? '';
  const end = column + (flow.kind === 'key' ? rest.replace(/["']?:.*$/, '') : rest.replace(/["']$/, '')).length;
  const siblings =
    flow.kind === 'key' && flow.keys.length === 0 && !inValue ? siblingsOf(lines, rows, row, indent) : [];
  return { kind: flow.kind, path: [...path, ...flow.keys], text: text.slice(start, end), start, end, siblings };
}
