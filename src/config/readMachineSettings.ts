import type { MachineSettings } from '../core/machineSettings';
import { machineSettingsSchema } from '../core/machineSettings';
import { closestWord } from '../core/closestWord';
import type { Problem, WithProblems } from '../core/problem';
import type { DataSource } from './dataSource';
import { knownClis } from './modelWarnings';
import { readYaml } from './readYaml';
import { inFileOrder, problemAt } from './sourceRange';
import { validate } from './validate';

/**
 * Reads the user's `mao.config.yaml`; what it leaves out has its default, so that an empty file is fine. An unknown key is an
 * error: these settings decide what runs unasked and what it may cost, so none may be lost to a slip of the pen.
 */
export function readMachineSettings(text: string, file: string): WithProblems<MachineSettings | undefined> {
  const { source, problems } = readYaml(text, file, Object.keys(machineSettingsSchema.shape), true);
  if (!source) return { value: undefined, problems };
  const read = validate(machineSettingsSchema, source, 'error');
  return { value: read.value, problems: inFileOrder([...read.problems, ...misspeltClis(read.value, source)]) };
}

/** A CLI of one's own may have any name; one that is nearly that of a known CLI is most likely meant to be that. */
function misspeltClis(settings: MachineSettings | undefined, source: DataSource): readonly Problem[] {
  return Object.entries(settings?.clis ?? {}).flatMap(([name, { output }]) => {
    const meant = knownClis.includes(name) || output !== undefined ? undefined : closestWord(name, knownClis);
    if (meant === undefined) return [];
    const message = `"${name}" is a CLI of your own. Did you mean ${meant}?`;
    return [problemAt(source.file, source.locate(['clis', name], 'key'), 'warning', message)];
  });
}

/** The settings of a machine on which nothing is set. */
export function defaultMachineSettings(): MachineSettings {
  return machineSettingsSchema.parse({});
}
