import * as z from 'zod';
import { transportSchema } from './modelSpec';

const environment = z.record(z.string(), z.string());

/** How one CLI is started on this machine. `args` stand before MAO's own; `output` is the stream format of a generic CLI. */
export const cliSettingsSchema = z.strictObject({
  path: z.string().default('auto'),
  args: z.array(z.string()).default([]),
  env: environment.default({}),
  output: z.enum(['text', 'claude', 'codex', 'gemini']).optional(),
  url: z.url({ protocol: /^https?$/, error: 'This is no http:// or https:// address' }).optional(),
  numCtx: z.int().positive().optional(),
  maxParallel: z.int().positive().optional(),
});

export type CliSettings = Readonly<z.infer<typeof cliSettingsSchema>>;

const approval = z.enum(['ask', 'always']);

/** A check named by the user: what it is called, and its command as an argv array. */
export const checkSettingSchema = z.strictObject({ name: z.string().min(1), command: z.array(z.string()).min(1) });

/**
 * Machine-scoped settings: `mao.config.yaml` in the user's config folder, or VS Code's `mao.*`. A workspace can not set
 * them, since they name executables, environment and what runs unasked. Seconds for every limit.
 */
export const machineSettingsSchema = z.strictObject({
  clis: z.record(z.string(), cliSettingsSchema).default({}),
  transport: transportSchema.default('direct'),
  maxParallel: z.int().positive().default(5),
  limits: z
    .strictObject({
      idleSeconds: z.number().positive().default(600),
      attemptSeconds: z.number().positive().default(1800),
      checkSeconds: z.number().positive().default(600),
    })
    .prefault({}),
  approve: z
    .strictObject({ plan: approval.default('ask'), checks: approval.default('ask'), apply: approval.default('ask') })
    .prefault({}),
  checks: z.union([z.enum(['auto', 'off']), z.array(checkSettingSchema)]).default('auto'),
  repairRounds: z.int().min(0).default(2),
  budget: z
    .strictObject({
      tokens: z.number().positive().nullable().default(null),
      costUsd: z.number().positive().nullable().default(null),
    })
    .prefault({}),
  billing: z.strictObject({ allowApiKeys: z.boolean().default(false) }).prefault({}),
  worktree: z.strictObject({ link: z.array(z.string()).default(['node_modules', '.venv']) }).prefault({}),
});

export type MachineSettings = Readonly<z.infer<typeof machineSettingsSchema>>;

/** The settings of one CLI, with every default filled in. */
export function cliSettings(settings: MachineSettings, cli: string): CliSettings {
  return (Object.hasOwn(settings.clis, cli) ? settings.clis[cli] : undefined) ?? cliSettingsSchema.parse({});
}
