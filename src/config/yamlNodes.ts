import type { Document, Pair } from 'yaml';
import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';

/** How far a path leads into a document: `depth` steps; the node there, and the last key on the way (offset ranges). */
export interface FoundNode {
  readonly depth: number;
  readonly value: readonly [number, number] | undefined;
  readonly key: readonly [number, number] | undefined;
}

function offsets(node: unknown): readonly [number, number] | undefined {
  return isNode(node) && node.range ? [node.range[0], node.range[1]] : undefined;
}

function pairOf(pairs: readonly Pair[], key: PropertyKey): Pair | undefined {
  return pairs.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));
}

/** Follows a path of keys and indexes as far as it goes. */
export function findNode(document: Document.Parsed, path: readonly PropertyKey[]): FoundNode {
  let node: unknown = document.contents;
  let key: readonly [number, number] | undefined;
  for (const [depth, part] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = pairOf(node.items, part);
      if (!pair) return { depth, value: offsets(node), key };
      key = offsets(pair.key) ?? key;
      node = pair.value;
    } else if (isSeq(node) && typeof part === 'number' && part < node.items.length) {
      node = node.items[part];
      key = offsets(node) ?? key;
    } else {
      return { depth, value: offsets(node), key };
    }
  }
  return { depth: path.length, value: offsets(node), key };
}
