const byteOrderMark = '\uFEFF';
const closing = { '---': /^(?:---|\.\.\.)\s*$/, '+++': /^\+\+\+\s*$/ } as const;
const entry = /^(?:[^\s#:=][^:=]*[:=](?:\s|$)|\[|-\s)/;

/** The text of a PRD with its BOM gone and every line ending a line feed, so that lines count as in an editor. */
export function plainText(markdown: string): string {
  const text = markdown.startsWith(byteOrderMark) ? markdown.slice(byteOrderMark.length) : markdown;
  return text.replace(/\r\n?/g, '\n');
}

/**
 * The same text with its front matter (YAML between `---`, TOML between `+++`) emptied line by line. A thematic break on
 * the first line opens front matter only if the first line after it that is no comment looks like an entry.
 */
export function withoutFrontMatter(text: string): string {
  const fence = /^(---|\+\+\+)[ \t]*\n/.exec(text)?.[1];
  if (fence !== '---' && fence !== '+++') return text;
  let at = text.indexOf('\n') + 1;
  let judged = false;
  for (let lines = 1; at < text.length; lines++) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end === -1 ? text.length : end);
    if (closing[fence].test(line)) return '\n'.repeat(lines) + text.slice(end === -1 ? text.length : end);
    if (!judged && line.trim() !== '' && !line.startsWith('#')) {
      if (!entry.test(line)) return text;
      judged = true;
    }
    if (end === -1) break;
    at = end + 1;
  }
  return text;
}
