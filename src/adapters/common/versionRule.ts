/** The npm package of a CLI, and the oldest version of it that MAO starts. */
export interface VersionRule {
  readonly package: string;
  readonly oldest: string;
  /** What is wrong with those before it. */
  readonly because: string;
}

/** The version in what a program printed; undefined: there is none. */
export function versionIn(printed: string): string | undefined {
  return /(?<![\d.])\d+\.\d+\.\d+(?![\d]|\.\d)(?:-[0-9A-Za-z.-]+)?/.exec(printed)?.[0];
}

/** Whether a version comes before another, as npm orders them; a pre-release comes before its release. */
export function isOlder(version: string, than: string): boolean {
  const [own, other] = [parts(version), parts(than)];
  const differs = own.numbers.findIndex((number, at) => number !== other.numbers[at]);
  if (differs >= 0) return (own.numbers[differs] ?? 0) < (other.numbers[differs] ?? 0);
  return own.isPreRelease && !other.isPreRelease;
}

function parts(version: string): { readonly numbers: readonly number[]; readonly isPreRelease: boolean } {
  const [core = '', ...rest] = version.split('-');
  return { numbers: core.split('.').map(Number), isPreRelease: rest.length > 0 };
}
