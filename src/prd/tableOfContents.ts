const names = new Set([
  ...[
    'table of contents',
    'contents',
    'toc',
    'index',
    'inhalt',
    'inhaltsverzeichnis',
    'table des matières',
    'sommaire',
  ],
  ...[
    'índice',
    'tabla de contenido',
    'tabla de contenidos',
    'sumário',
    'indice',
    'sommario',
    'содержание',
    'оглавление',
  ],
  ...['目录', '目錄', '目次', '목차', 'المحتويات', 'جدول المحتويات'],
]);

const item = /^\s*(?:[-*+]|\p{Nd}+[.)])\s+(.*)$/u;
const anchorLink = /\]\(#[^)]*\)/;
const marker = /^\s*(?:<!--.*-->|\[\[?_?TOC_?\]?\]|\{:toc\})\s*$/iu;

/**
 * Whether an unnumbered heading without subsections stands over a table of contents: a list whose items are all links into
 * the document, or (under one of the usual names) also plain items that repeat headings. `body` are the lines below the
 * heading, `headings` the texts of all headings in lower case.
 */
export function isTableOfContents(heading: string, body: readonly string[], headings: ReadonlySet<string>): boolean {
  const lines = body.filter((line) => line.trim() !== '' && !marker.test(line));
  const named = names.has(
    heading
      .toLowerCase()
      .replace(/[:：]$/u, '')
      .trim(),
  );
  if (lines.length === 0) return named;
  return lines.every((line) => {
    const text = item.exec(line)?.[1];
    if (text === undefined) return false;
    return anchorLink.test(text) || (named && headings.has(text.trim().toLowerCase()));
  });
}
