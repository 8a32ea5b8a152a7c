/**
 * A file name as the most lenient file system would take it: compatibility characters (fullwidth, ligatures) made plain,
 * invisible ones dropped (HFS+ ignores them), case folded (the Turkish dotted I too), dots and spaces at the end cut (Windows cuts them), and no
 * alternate data stream after a colon (NTFS).
 */
export function foldName(name: string): string {
  const plain = name.normalize('NFKC').replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '');
  const folded = plain.toUpperCase().toLowerCase().replaceAll('i\u0307', 'i').normalize('NFKC');
  return folded
    .replace(/:.*$/su, '')
    .replace(/[. ]+$/u, '')
    .trimStart();
}
