/** What the output of a red check may name of a workstream: its files, the names it exports, what it must fulfil. */
export interface Clues {
  readonly files: readonly string[];
  readonly exports: readonly string[];
  readonly acceptance: readonly string[];
}

const mostLines = 10;
/** A line with which a test runner says that something is fine. */
const fine = /^\s*(✔|✓|√|ok \d|PASS\b|--- PASS)/;
const keywords = new Set([
  ...['abstract', 'async', 'class', 'const', 'constructor', 'declare', 'default', 'enum', 'export', 'extends', 'final'],
  ...['func', 'function', 'implements', 'interface', 'module', 'namespace', 'private', 'protected', 'public'],
  ...['readonly', 'return', 'static', 'string', 'struct', 'trait', 'type', 'number', 'boolean', 'undefined', 'unknown'],
]);

/** The name that a signature declares: its first word that is no keyword and long enough to mean something. */
function declaredName(signature: string): string | undefined {
  return signature.match(/[A-Za-z_$][\w$]*/g)?.find((word) => word.length > 4 && !keywords.has(word));
}

/** Requirements by number, as PRDs name them: `FR-202`, `NFR-3`, `US12`. */
const requirements = (texts: readonly string[]) => texts.join(' ').match(/\b[A-Z]{2,6}-?\d+(\.\d+)*\b/g) ?? [];

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
const whole = (text: string) => new RegExp(`(?<![\\w.-])${escaped(text)}(?![\\w-])`);

/**
 * How much of a workstream the output of red checks names, what passed left out, in points: three a line with one of its files (ten lines count),
 * two a requirement it must fulfil, one a name it exports. 0: nothing.
 */
export function evidenceOf(output: string, { files, exports, acceptance }: Clues): number {
  const paths = [...new Set(files)].filter((file) => !file.includes('*')).map(whole);
  const lines = output
    .replaceAll('\\', '/')
    .split('\n')
    .filter((line) => !fine.test(line));
  const text = lines.join('\n');
  const naming = lines.filter((line) => paths.some((path) => path.test(line))).length;
  const count = (words: readonly string[]) => [...new Set(words)].filter((word) => whole(word).test(text)).length;
  const names = exports.flatMap((signature) => declaredName(signature) ?? []);
  return 3 * Math.min(naming, mostLines) + 2 * count(requirements(acceptance)) + count(names);
}
