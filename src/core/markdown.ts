const special = /[\\`*[<|$]|~~|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=#?\w+;)/gu;
const lineStart = /^(\s*)(#{1,6}(?=\s|$)|>|[-+=]{2,}|\d{1,9}[.)](?=\s|$)|[-+=](?=\s|:|$)|:(?=[-:]))/;
const codeSpan = /((?<![`\\])`[^`]+`(?!`))/;

const escapeMarks = (text: string) => text.replace(special, (found) => (found === '~~' ? '\\~\\~' : `\\${found}`));

/** Code spans stay, since nothing in them can be markup; everywhere else each mark is escaped. */
function escapeLine(line: string): string {
  const parts = line.split(codeSpan).map((part, at) => (at % 2 === 1 ? part : escapeMarks(part)));
  return parts.join('').replace(lineStart, (_, space: string, mark: string) => {
    const number = /^\d+/.exec(mark)?.[0] ?? '';
    return `${space}${number}\\${mark.slice(number.length)}`;
  });
}

/** Foreign text as one line of markdown that shows exactly this text: no markup, links, images, HTML or formulas. */
export function inline(text: string): string {
  return escapeLine(text.replace(/\s+/g, ' ').trim());
}

/** Foreign text as a quotation, line by line; at most `maxLines` of it. Points of a list get a dot, which no list begins with. */
export function quoted(text: string, maxLines: number): string {
  const lines = text.trim().split(/\r?\n/);
  const shown = lines.slice(0, maxLines).map((line) => escapeLine(line.trim().replace(/^[-*+]\s+/, '• ')));
  if (lines.length > maxLines) shown.push(`… (${lines.length - maxLines} more lines)`);
  // Two spaces keep a line apart from the next without making a paragraph of it.
  return shown
    .map((line, at) =>
      line === '' ? '>' : `> ${line}${shown[at + 1] === undefined || shown[at + 1] === '' ? '' : '  '}`,
    )
    .join('\n');
}

/** Foreign text as a code span. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const longest = (line.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(longest + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return line === '' ? '' : `${fence}${space}${line}${space}${fence}`;
}

/** How many columns of a terminal a text takes. */
function columnsOf(text: string): number {
  const wide = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uFF01-\uFF60]/gu);
  return Array.from(text).length + (wide?.length ?? 0);
}

/** The widest cell that still decides how wide its column is drawn. */
const maxColumns = 60;

/** A table whose columns stand one below the other on a terminal too. Cells are markdown; `right` names the columns of numbers. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly string[] = [],
): string {
  const cell = (row: readonly string[], at: number) => (row[at] ?? '').replace(/(?<!\\)\|/g, '\\|').replace(/\n/g, ' ');
  const widths = header.map((_, at) =>
    Math.min(maxColumns, Math.max(3, ...[header, ...rows].map((row) => columnsOf(cell(row, at))))),
  );
  const isRight = (at: number) => right.includes(header[at] ?? '');
  const line = (row: readonly string[]) => {
    const cells = header.map((_, at) => {
      const text = cell(row, at);
      const space = ' '.repeat(Math.max(0, (widths[at] ?? 0) - columnsOf(text)));
      return isRight(at) ? space + text : text + space;
    });
    return `| ${cells.join(' | ')} |`;
  };
  const rule = `|${widths.map((width, at) => (isRight(at) ? `-${'-'.repeat(width)}:` : `-${'-'.repeat(width)}-`)).join('|')}|`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}

/** A list with one point a line; nothing for no points. */
export function bullets(points: readonly string[]): string {
  return points.map((point) => `- ${point}`).join('\n');
}
