import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Environment of the rehearsed CLIs, see resources/rehearsal/rehearsal.mjs. */
export interface RehearsalEnvironment {
  /** Milliseconds between pieces of text. */
  readonly pace?: number;
  /** Parts that go before the scenario's own. */
  readonly parts?: readonly unknown[];
  /** A module whose default export holds such parts, in place of `parts`. */
  readonly partsFile?: string;
  /** Where parts with `times` are counted. */
  readonly state?: string;
}

/** Settings for `clis` that put the rehearsal in every CLI's place. */
export function rehearsedClis({ pace, parts, partsFile, state }: RehearsalEnvironment = {}): Readonly<
  Record<string, unknown>
> {
  const env = {
    ...(pace === undefined ? {} : { MAO_REHEARSAL_PACE: String(pace) }),
    ...(parts === undefined ? {} : { MAO_REHEARSAL_PARTS: JSON.stringify(parts) }),
    ...(partsFile === undefined ? {} : { MAO_REHEARSAL_PARTS: resolve(partsFile) }),
    ...(state === undefined ? {} : { MAO_REHEARSAL_STATE: state }),
  };
  const program = resolve('resources/rehearsal/rehearsal.mjs');
  const rehearsed = (cli: string) => ({ path: process.execPath, args: [program, cli], env });
  return {
    claude: rehearsed('claude'),
    codex: rehearsed('codex'),
    openai: rehearsed('codex'),
    gemini: rehearsed('gemini'),
  };
}

/** Writes a `mao.config.yaml` into `folder` that puts the rehearsal in every CLI's place; gives back its path. */
export function writeRehearsalConfig(folder: string, environment: RehearsalEnvironment = {}): string {
  const file = join(folder, 'mao.config.yaml');
  // JSON is YAML.
  writeFileSync(file, JSON.stringify({ clis: rehearsedClis(environment) }, null, 2) + '\n');
  return file;
}
