import { UsageError } from '../../core/usageError';

const oldest = [2, 38] as const;

/** Throws a `UsageError` unless `git --version` printed at least 2.38 (the first with `merge-tree --write-tree`). */
export function assertSupportedVersion(printed: string): void {
  const match = /^git version (\d+)\.(\d+)/.exec(printed);
  const [major, minor] = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  const found = printed.trim() || 'no version at all';
  throw new UsageError(`MAO needs git ${oldest.join('.')} or newer, but found: ${found}. Update git and try again.`);
}
