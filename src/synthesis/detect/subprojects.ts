import type { ProjectFiles } from './foundCheck';

/** What makes a folder a project of its own. A makefile alone may belong to anything. */
const manifests = new Set([
  ...[
    'package.json',
    'tsconfig.json',
    'pyproject.toml',
    'setup.py',
    'setup.cfg',
    'requirements.txt',
    'pytest.ini',
    'go.mod',
  ],
  ...['Cargo.toml', 'pom.xml', 'build.gradle', 'build.gradle.kts', 'settings.gradle', 'settings.gradle.kts'],
]);

/** Whose projects are shown, tested with or taken over, rather than built. */
const notOwn =
  /^(\..*|node_modules|vendor|third[-_]?party|examples?|samples?|demos?|fixtures?|testdata|tests?|__tests__|docs?|templates?|e2e)$/i;

const mostDeep = 2;

/**
 * The folders up to two levels below the root that hold a project of their own (`server`, `packages/api`), in the order of
 * their names; none inside of another.
 */
export function subprojectsOf(files: readonly string[]): readonly string[] {
  const folders = new Set<string>();
  for (const path of files) {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    if (parts.length === 0 || parts.length > mostDeep || !manifests.has(name)) continue;
    if (!parts.some((part) => notOwn.test(part))) folders.add(parts.join('/'));
  }
  const inAnother = (folder: string) => folders.has(folder.slice(0, Math.max(0, folder.indexOf('/'))));
  return [...folders].filter((folder) => !inAnother(folder)).sort();
}

const lockFiles = ['pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb', '.pnp.cjs', 'uv.lock', 'poetry.lock'];

/** The project in a folder, as if it stood alone; the lock files of the whole are also its own, as is what is installed for the whole. */
export function projectAt({ files, read, hasLinked }: ProjectFiles, folder: string): ProjectFiles {
  const prefix = `${folder}/`;
  const own = files.flatMap((path) => (path.startsWith(prefix) ? [path.slice(prefix.length)] : []));
  const shared = lockFiles.filter((name) => files.includes(name) && !own.includes(name));
  return {
    files: [...own, ...shared],
    read: (path) => read(shared.includes(path) ? path : prefix + path),
    ...(hasLinked && {
      // Programs of node_modules are found in the folders above too, an interpreter is not.
      hasLinked: async (path) =>
        (await hasLinked(prefix + path)) || (path.startsWith('node_modules/') && (await hasLinked(path))),
    }),
  };
}
