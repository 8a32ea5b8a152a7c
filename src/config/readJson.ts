import { parseDocument } from 'yaml';
import type { Problem } from '../core/problem';
import type { ReadSource } from './dataSource';
import { dataSource } from './dataSource';
import { isRecord } from '../core/isRecord';
import { problemAt, rangeIn } from './sourceRange';

/** V8 says where it stopped only in its message; without that it was the end of the text. */
function errorOffset(error: unknown, text: string): number {
  const position = error instanceof SyntaxError ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
  return Math.min(position === undefined ? text.length : Number(position), text.trimEnd().length);
}

/** Reads a JSON file strictly, as other programs will; the YAML parser, to which JSON is YAML, says where each value stands. */
export function readJson(rawText: string, file: string, example: string): ReadSource {
  const text = rawText.replace(/^\uFEFF/, '');
  const failed = (message: string, start = 0, end = start): ReadSource => ({
    source: undefined,
    problems: [problemAt(file, rangeIn(text, start, end), 'error', message)],
  });
  if (text.trim() === '') return failed(`This file is empty. Write ${example} in it, or delete it.`);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const at = errorOffset(error, text);
    const found = at < text.trimEnd().length ? `"${text.slice(at, at + 1)}" is not expected here` : 'it ends too early';
    return failed(`This is not valid JSON: ${found}.`, at, at + 1);
  }
  if (!isRecord(data)) return failed(`Expected an object here, such as ${example}.`, 0, text.length);
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error' });
  const repeated: readonly Problem[] = document.errors
    .filter(({ code }) => code === 'DUPLICATE_KEY')
    .map(({ pos }) =>
      problemAt(file, rangeIn(text, ...pos), 'error', 'This key stands twice here. Remove one of them.'),
    );
  return repeated.length > 0
    ? { source: undefined, problems: repeated }
    : { source: dataSource(file, text, [document], data), problems: [] };
}
