import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import type { Environment } from './childEnvironment';

export interface FindOptions {
  /** The environment whose PATH (and PATHEXT on Windows) is searched. */
  readonly env: Environment;
  /** No program inside this folder is ever found: a workspace must not choose what MAO runs. */
  readonly workspace: string | undefined;
  readonly platform?: NodeJS.Platform;
}

/** The absolute path of the program `name`, or undefined. Empty, relative and in-workspace entries of PATH are skipped, symlinks resolved. */
export async function findExecutable(name: string, options: FindOptions): Promise<string | undefined> {
  const platform = options.platform ?? process.platform;
  const path = platform === 'win32' ? win32 : posix;
  const workspace = options.workspace === undefined ? undefined : await resolved(options.workspace);
  const entries = (variable(options.env, 'PATH', platform) ?? '').split(path.delimiter).map((entry) => entry.trim());
  for (const entry of entries) {
    if (!path.isAbsolute(entry)) continue;
    for (const candidate of candidates(name, options.env, platform)) {
      const file = path.join(entry, candidate);
      const real = await resolved(file);
      if (real === undefined || !(await isProgram(real, platform))) continue;
      const folder = (await resolved(entry)) ?? entry;
      if (workspace !== undefined && [real, folder].some((at) => contains(workspace, at, platform))) continue;
      return file;
    }
  }
  return undefined;
}

/** Whether `file` is a program that the user may run. */
export async function isProgram(file: string, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  try {
    if (!(await stat(file)).isFile()) return false;
    await access(file, platform === 'win32' ? constants.F_OK : constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function candidates(name: string, env: Environment, platform: NodeJS.Platform): readonly string[] {
  if (platform !== 'win32') return [name];
  const extensions = (variable(env, 'PATHEXT', platform) ?? '.COM;.EXE;.BAT;.CMD')
    .split(';')
    .filter((extension) => extension !== '');
  const has = extensions.some((extension) => name.toLowerCase().endsWith(extension.toLowerCase()));
  // Without a known extension Windows can not run a file: npm puts a shell script without one beside each `.cmd`.
  return has ? [name] : extensions.map((extension) => name + extension.toLowerCase());
}

function variable(env: Environment, name: string, platform: NodeJS.Platform): string | undefined {
  if (platform !== 'win32') return env[name];
  return Object.entries(env).find(([key]) => key.toUpperCase() === name)?.[1];
}

function contains(folder: string, file: string, platform: NodeJS.Platform): boolean {
  const path = platform === 'win32' ? win32 : posix;
  const fold = (text: string) => (platform === 'linux' ? text : text.toLowerCase());
  const relative = path.relative(fold(folder), fold(file));
  return relative === '' || (!path.isAbsolute(relative) && relative !== '..' && !relative.startsWith('..' + path.sep));
}

async function resolved(file: string): Promise<string | undefined> {
  try {
    return await realpath(file);
  } catch {
    return undefined;
  }
}
