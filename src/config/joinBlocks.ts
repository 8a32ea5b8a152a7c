import { isRecord } from '../core/isRecord';

/** The data of all blocks of a file as one, and what stands in two of them (`block` is the later one's index). */
export interface JoinedBlocks {
  readonly data: Readonly<Record<string, unknown>>;
  readonly twice: readonly { readonly block: number; readonly path: readonly string[] }[];
}

/** Joins the blocks of one file: maps under the same key are merged, one level deep. */
export function joinBlocks(blocks: readonly Readonly<Record<string, unknown>>[]): JoinedBlocks {
  const data = new Map<string, unknown>();
  const twice: { block: number; path: readonly string[] }[] = [];
  for (const [block, values] of blocks.entries()) {
    for (const [key, value] of Object.entries(values)) {
      const before = data.get(key);
      if (isRecord(before) && isRecord(value)) {
        const repeated = Object.keys(value).filter((entry) => Object.hasOwn(before, entry));
        twice.push(...repeated.map((entry) => ({ block, path: [key, entry] })));
        data.set(key, { ...before, ...value });
      } else {
        if (data.has(key)) twice.push({ block, path: [key] });
        data.set(key, value);
      }
    }
  }
  return { data: Object.fromEntries(data), twice };
}
