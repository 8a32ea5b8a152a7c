import { isRecord } from '../../core/isRecord';

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

const lockFiles: readonly (readonly [string, PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
];

/** The package manager that a manifest names (`packageManager`), else that of the lock file, else npm. */
export function packageManagerOf(
  manifest: Readonly<Record<string, unknown>>,
  files: ReadonlySet<string>,
): PackageManager {
  const named =
    typeof manifest.packageManager === 'string' ? /^(npm|pnpm|yarn|bun)@/.exec(manifest.packageManager)?.[1] : '';
  if (named === 'npm' || named === 'pnpm' || named === 'yarn' || named === 'bun') return named;
  return lockFiles.find(([file]) => files.has(file))?.[1] ?? 'npm';
}

/** The scripts of a manifest; what is no text is left out. */
export function scriptsOf(manifest: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const { scripts } = manifest;
  if (!isRecord(scripts)) return new Map();
  return new Map(
    Object.entries(scripts).flatMap(([name, body]) =>
      typeof body === 'string' && body.trim() !== '' ? [[name, body.trim()] as const] : [],
    ),
  );
}

/** npm's own placeholder for a project without tests. */
const isPlaceholder = (body: string) => /no test specified/i.test(body);

/** Programs that watch unless told otherwise, with the argument that makes them end. */
const watchers: readonly { readonly program: RegExp; readonly ends: RegExp; readonly once: string }[] = [
  {
    program: /(^|[\s/])vitest(\s|$)/,
    ends: /vitest\s+(run|list|related|typecheck)\b|--run\b|--no-watch|--watch[= ]false/,
    once: '--run',
  },
  { program: /(^|[\s/])react-scripts\s+test\b/, ends: /--watchAll=false|--ci\b|\bCI=/, once: '--watchAll=false' },
  { program: /(^|[\s/])(ng|nx)\s+test\b/, ends: /--watch[= ]false|--no-watch/, once: '--watch=false' },
  { program: /(^|[\s/])karma\s+start\b/, ends: /--single-run/, once: '--single-run' },
];

/** Arguments and programs that make a script watch; `-w` alone is npm's workspace flag. */
const explicitWatch = [
  /(^|\s)(--watch(All)?(=true)?(?!\S| false)|watch(?=\s|$))/,
  /(^|[\s/])(tsc|mocha|jest|ava|tape|rollup|webpack|esbuild)\b[^&;|]*\s-w(\s|$)/,
  /(^|[\s/])(nodemon|chokidar|onchange|tsc-watch|vitest\s+dev)(\s|$)/,
];

/**
 * How a script can be run so that it ends: with these arguments more. Undefined: it watches, and there is no known way to
 * make it stop, or it does nothing at all.
 */
export function endingArguments(body: string): readonly string[] | undefined {
  if (isPlaceholder(body)) return undefined;
  const last = body.split(/&&|;|\|\|/).at(-1) ?? '';
  if (explicitWatch.some((pattern) => pattern.test(body))) return undefined;
  const watcher = watchers.find(({ program }) => program.test(body));
  if (!watcher || watcher.ends.test(body)) return [];
  return watcher.program.test(last) ? [watcher.once] : [];
}

/** The argv that runs a script. Only npm wants `--` before the script's own arguments. */
export function runScript(manager: PackageManager, script: string, args: readonly string[]): readonly string[] {
  const more = manager === 'npm' && args.length > 0 ? ['--', ...args] : args;
  return [manager, 'run', script, ...more];
}
