import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { palClis } from './manifest';
import { workerVariables } from './workerMessages';

/** What the definitions point PAL at: MAO's worker, and where it finds MAO. */
export interface WorkerPlace {
  /** The Node (or Electron) that runs the worker, and the worker's file. */
  readonly node: string;
  readonly worker: string;
  readonly address: string;
  readonly token: string;
  /** The folder in which the definitions are written; only this user may enter it. */
  readonly folder: string;
}

/** Longer than any attempt: its limits are MAO's affair. */
const timeoutSeconds = 24 * 60 * 60;

/** The definition of one CLI by which PAL starts MAO's worker in its place, as `clink` reads it. */
export function definitionOf(name: string, place: WorkerPlace): Readonly<Record<string, unknown>> {
  return {
    name,
    command: `${quoted(place.node)} ${quoted(place.worker)}`,
    additional_args: [],
    working_dir: place.folder,
    timeout_seconds: timeoutSeconds,
    env: {
      [workerVariables.socket]: place.address,
      [workerVariables.token]: place.token,
      ELECTRON_RUN_AS_NODE: '1',
      NODE_OPTIONS: '',
    },
    roles: { default: { prompt_path: join(place.folder, 'role.txt'), role_args: [] } },
  };
}

/** Writes the definitions of all CLIs that PAL knows; gives back their folder. */
export async function writeDefinitions(place: WorkerPlace): Promise<string> {
  const folder = join(place.folder, 'clients');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Without a prompt of its own the role would have PAL's.
  await writeFile(join(place.folder, 'role.txt'), '', { mode: 0o600 });
  for (const name of palClis) {
    await writeFile(join(folder, `${name}.json`), JSON.stringify(definitionOf(name, place)), { mode: 0o600 });
  }
  return folder;
}

/** A word as Python's shlex reads it back. */
const quoted = (word: string) => `'${word.replaceAll("'", `'"'"'`)}'`;
