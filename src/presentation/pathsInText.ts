const pathShape = /(?:[\p{L}\p{N}_@.+-]+\/)*[\p{L}\p{N}_@.+-]+/gu;

/** The words of a line that may be paths of files, without the full stop or comma after them. `start` counts UTF-16 units. */
export function pathsIn(line: string): readonly { readonly start: number; readonly path: string }[] {
  return [...line.matchAll(pathShape)]
    .map(({ index, 0: word }) => ({ start: index, path: word.replace(/\.+$/, '') }))
    .filter(({ path }) => /[./]/.test(path) && /[\p{L}\p{N}]/u.test(path));
}
