export const byteOrderMark = '\uFEFF';

/** The line end of a file: that of most of its lines, LF when there is none. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  const windows = text.match(/\r\n/g)?.length ?? 0;
  const all = text.match(/\n/g)?.length ?? 0;
  return windows > all / 2 ? '\r\n' : '\n';
}

/** `text` as the new content of a file that was `current`: line ends and byte order mark of the file stay as they are. */
export function keepFileForm(text: string, current: string | undefined): string {
  if (current === undefined || current === '') return text;
  const bare = text.startsWith(byteOrderMark) ? text.slice(1) : text;
  const uniform = /\r\n/.test(current) && !/(?<!\r)\n/.test(current);
  const lines = uniform ? bare.replace(/(?<!\r)\n/g, '\r\n') : /\r/.test(current) ? bare : bare.replace(/\r\n/g, '\n');
  return current.startsWith(byteOrderMark) ? byteOrderMark + lines : lines;
}
