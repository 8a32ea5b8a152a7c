/**
 * Whether `pattern` fits `text` when `isStar` elements stand for any number of elements and `fits` judges the others. Takes
 * at most the product of both lengths in time, whatever a model writes as a pattern.
 */
export function wildcardMatch<P, T>(
  pattern: readonly P[],
  text: readonly T[],
  isStar: (element: P) => boolean,
  fits: (element: P, value: T) => boolean,
): boolean {
  let at = 0;
  let star: { readonly pattern: number; text: number } | undefined;
  let position = 0;
  while (position < text.length) {
    const [element] = pattern.slice(at, at + 1);
    const [value] = text.slice(position, position + 1);
    if (element !== undefined && isStar(element)) {
      star = { pattern: at, text: position };
      at += 1;
    } else if (element !== undefined && value !== undefined && fits(element, value)) {
      at += 1;
      position += 1;
    } else if (star) {
      star.text += 1;
      position = star.text;
      at = star.pattern + 1;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every(isStar);
}
