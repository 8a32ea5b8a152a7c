import type { Document } from 'yaml';
import type { Problem } from '../core/problem';
import type { SourceRange } from './sourceRange';
import { rangeIn } from './sourceRange';
import { findNode } from './yamlNodes';

/** Data of a file that knows where each of its values stands. */
export interface DataSource {
  readonly file: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Where the value at `path` (or its key) stands; what is not there is located at the nearest thing around it. */
  locate(path: readonly PropertyKey[], part: 'key' | 'value'): SourceRange;
}

/** A source, when the file could be parsed, and what is wrong with its syntax. */
export interface ReadSource {
  readonly source: DataSource | undefined;
  readonly problems: readonly Problem[];
}

/** A source over the documents of one text; where a value stands is asked of the document that leads furthest to it. */
export function dataSource(
  file: string,
  text: string,
  documents: readonly Document.Parsed[],
  data: Readonly<Record<string, unknown>>,
): DataSource {
  return {
    file,
    data,
    locate: (path, part) => {
      const found = documents.map((document) => findNode(document, path));
      const best = found.reduce((one, other) => (other.depth > one.depth ? other : one));
      const isThere = best.depth === path.length && best.value !== undefined && best.value[1] > best.value[0];
      const range = isThere && part === 'value' ? best.value : (best.key ?? best.value);
      return rangeIn(text, range?.[0] ?? 0, range?.[1] ?? 0);
    },
  };
}
