import type { MachineSettings } from '../core/machineSettings';
import { machineSettingsSchema } from '../core/machineSettings';
import type { WithProblems } from '../core/problem';
import { readYaml } from './readYaml';
import { validate } from './validate';

/**
 * Reads the user's `mao.config.yaml`; what it leaves out has its default, so that an empty file is fine. An unknown key is an
 * error: these settings decide what runs unasked and what it may cost, so none may be lost to a slip of the pen.
 */
export function readMachineSettings(text: string, file: string): WithProblems<MachineSettings | undefined> {
  const { source, problems } = readYaml(text, file, Object.keys(machineSettingsSchema.shape), true);
  return source ? validate(machineSettingsSchema, source, 'error') : { value: undefined, problems };
}

/** The settings of a machine on which nothing is set. */
export function defaultMachineSettings(): MachineSettings {
  return machineSettingsSchema.parse({});
}
