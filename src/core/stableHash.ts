/** FNV-1a over UTF-16 units from a given basis. http://www.isthe.com/chongo/tech/comp/fnv/ */
function fnv1a(text: string, basis: number): number {
  let hash = basis;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

const hex = (hash: number) => hash.toString(16).padStart(8, '0');

/** Sixteen hex digits that are the same for the same text on every machine; for names, not against attackers. */
export function stableHash(text: string): string {
  return hex(fnv1a(text, 0x811c9dc5)) + hex(fnv1a(`${text}\0`, 0x9747b28c));
}
