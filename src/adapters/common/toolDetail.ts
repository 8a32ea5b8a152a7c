import { plainLine } from './plainText';

const telling = [
  'file_path',
  'absolute_path',
  'path',
  'notebook_path',
  'command',
  'cmd',
  'pattern',
  'query',
  'url',
  'dir_path',
  'description',
  'prompt',
];

/** One short line that says what a tool is used on, from its arguments, paths below `workdir` made relative. */
export function toolDetail(input: unknown, workdir: string): string {
  if (typeof input === 'string') return shorten(input, workdir);
  if (typeof input !== 'object' || input === null) return '';
  const entries = new Map<string, unknown>(Object.entries(input));
  const key = telling.find((name) => typeof entries.get(name) === 'string');
  return key === undefined ? '' : shorten(String(entries.get(key)), workdir);
}

function shorten(text: string, workdir: string): string {
  return plainLine(text.replaceAll(workdir + '/', '').replaceAll(workdir + '\\', ''), 200);
}
