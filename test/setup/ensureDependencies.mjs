// Runs before anything is installed, so with plain Node 20 and nothing but its built-in modules.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const windows = process.platform === 'win32';

/** Where the Node that this project pins (its `node` dependency) lies once it is installed. */
export const pinnedNode = (root) => join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

/** Installs what package-lock.json asks for unless it is all there; throws when npm can not. */
export function ensureDependencies(root) {
  if (!installed(root)) npm(root, ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  // The package `node` fetches its binary by an install script, which some npm configurations forbid.
  if (!existsSync(pinnedNode(root))) npm(root, ['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error']);
  if (!existsSync(pinnedNode(root))) throw new Error('npm installed the package "node" without its binary.');
}

/** Whether node_modules has every package of the lock file in the locked version. */
function installed(root) {
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  if (present === undefined) return false;
  return Object.entries(packagesOf(join(root, 'package-lock.json')) ?? {})
    .filter(([path, locked]) => path !== '' && !locked.optional)
    .every(([path, locked]) => present[path]?.version === locked.version && existsSync(join(root, path)));
}

function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}

function npm(root, args) {
  // npm must not run on the Node that lies in the folder it is about to replace.
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(join(root, 'node_modules')))
    .join(delimiter);
  process.stderr.write(`npm ${args.join(' ')}\n`);
  const { status, error } = spawnSync('npm', args, {
    cwd: root,
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 2, 2],
    shell: windows,
  });
  if (status !== 0) throw new Error(`"npm ${args.join(' ')}" failed (${error?.message ?? `exit status ${status}`}).`);
}
