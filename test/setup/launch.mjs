// node test/setup/launch.mjs SCRIPT [ARGUMENT…]
// Runs a TypeScript script of this project on a machine that may have nothing but some Node: installs the dependencies
// if need be, then runs the script with the pinned Node, the project's root as working directory, and its tools on PATH.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies, pinnedNode } from './ensureDependencies.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const [script, ...args] = process.argv.slice(2);
if (script === undefined) throw new Error('Usage: node test/setup/launch.mjs SCRIPT [ARGUMENT…]');

ensureDependencies(root);

const child = spawn(pinnedNode(root), ['--import', 'tsx', join(root, script), ...args], {
  cwd: root,
  env: { ...process.env, PATH: [join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter) },
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 1)));
