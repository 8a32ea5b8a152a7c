import { isAbsolute } from 'node:path';
import type { CliSettings } from '../../core/machineSettings';
import type { Availability } from '../../core/ports/modelAdapter';
import type { Environment } from '../process/childEnvironment';
import { findExecutable, isProgram } from '../process/findExecutable';
import type { CliIdentity } from './attemptEnds';

export interface LocateOptions {
  readonly settings: CliSettings;
  readonly env: Environment;
  readonly workspace: string | undefined;
}

/** Where the CLI is: the path of the settings, or `auto` (or a bare name) searched for on PATH; starts nothing. */
export async function locateCli(identity: CliIdentity, name: string, options: LocateOptions): Promise<Availability> {
  const { cli, label, install } = identity;
  const { path } = options.settings;
  if (isAbsolute(path)) {
    if (await isProgram(path)) return { available: true, path };
    return {
      available: false,
      reason: `${label}: clis.${cli}.path is ${path}, which is not a program. Correct it, or set it to "auto".`,
    };
  }
  if (/[\\/]/.test(path)) {
    return {
      available: false,
      reason: `${label}: clis.${cli}.path must be absolute, a name, or "auto"; it is ${path}.`,
    };
  }
  const found = await findExecutable(path === 'auto' ? name : path, options);
  if (found !== undefined) return { available: true, path: found };
  return {
    available: false,
    reason: `${label} was not found on PATH. Install it (${install}) or set clis.${cli}.path.`,
  };
}
