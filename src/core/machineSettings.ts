import * as z from 'zod';
import { transportSchema } from './modelSpec';

const environment = z.record(z.string(), z.string());

/** From the root, or without any folder: what is relative, or begins with `~`, would be another program in each folder. */
const programPath = /^(?:[A-Za-z]:[\\/]|[\\/]|[^~\\/][^\\/]*$)/;

/** How one CLI is started on this machine. `args` stand before MAO's own; `output` is the stream format of a generic CLI. */
export const cliSettingsSchema = z.strictObject({
  path: z
    .string()
    .regex(programPath, 'This must be an absolute path, the name of a program, or "auto"')
    .default('auto')
    .describe('Absolute path of the executable; `auto` looks on your PATH.'),
  args: z.array(z.string()).default([]).describe('Arguments that stand before those of MAO.'),
  env: environment.default({}).describe('Environment variables for this CLI, on top of a short allow-list of yours.'),
  output: z
    .enum(['text', 'claude', 'codex', 'gemini'])
    .optional()
    .describe('What a CLI of your own prints: plain text, or the stream format of a CLI that MAO knows.'),
  url: z
    .url({ protocol: /^https?$/, error: 'This is no http:// or https:// address' })
    .optional()
    .describe('Address of an HTTP endpoint on this machine (Ollama).'),
  numCtx: z.int().positive().optional().describe('Context length in tokens (Ollama).'),
  maxParallel: z.int().positive().optional().describe('How many attempts of this CLI may run at once.'),
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
  clis: z
    .record(z.string(), cliSettingsSchema)
    .default({})
    .describe(
      'How each model CLI is started on this machine, by the name it has in the model registry (`claude`, `codex` or `openai`, `gemini`, `ollama`, or one of your own).',
    ),
  transport: transportSchema
    .default('direct')
    .describe(
      'How MAO reaches the models: `direct` starts the CLIs itself, `pal` delegates to the PAL MCP server named in `.mcp.json`.',
    ),
  maxParallel: z.int().positive().default(5).describe('How many workstreams may run at once.'),
  limits: z
    .strictObject({
      idleSeconds: z
        .number()
        .positive()
        .default(600)
        .describe('An attempt that says nothing for this many seconds is ended, and the next model takes over.'),
      attemptSeconds: z
        .number()
        .positive()
        .default(1800)
        .describe('An attempt that takes longer than this many seconds is ended, and the next model takes over.'),
      checkSeconds: z
        .number()
        .positive()
        .default(600)
        .describe('A check that takes longer than this many seconds is ended and counts as timed out.'),
    })
    .prefault({}),
  approve: z
    .strictObject({
      plan: approval
        .default('ask')
        .describe('Whether you approve each plan, and what a QA is about to look at, before models begin.'),
      checks: approval
        .default('ask')
        .describe(
          'Whether you approve the commands of the verification (type check, tests, build). The answer holds until a command changes.',
        ),
      apply: approval
        .default('ask')
        .describe('Whether you apply changes yourself. Protected files always need your tick.'),
    })
    .prefault({}),
  checks: z
    .union([z.enum(['auto', 'off']), z.array(checkSettingSchema)])
    .default('auto')
    .describe(
      'What verifies a result: `auto` finds type check, tests and build in the workspace and the projects in its folders, `off` checks nothing, or a list of names with their commands.',
    ),
  repairRounds: z.int().min(0).default(2).describe('How often a model may repair a result whose checks fail.'),
  budget: z
    .strictObject({
      tokens: z
        .number()
        .positive()
        .nullable()
        .default(null)
        .describe('A run that has used this many tokens starts no further attempt. Empty: no limit.'),
      costUsd: z
        .number()
        .positive()
        .nullable()
        .default(null)
        .describe(
          'A run that has cost this many US dollars, as far as the CLIs tell, starts no further attempt. Empty: no limit.',
        ),
    })
    .prefault({}),
  billing: z
    .strictObject({
      allowApiKeys: z
        .boolean()
        .default(false)
        .describe(
          'Let API keys of your environment through to the CLIs. Off: your subscriptions pay, not API accounts. Names in `clis.*.env` always pass.',
        ),
    })
    .prefault({}),
  worktree: z
    .strictObject({
      link: z
        .array(z.string())
        .default(['node_modules', '.venv'])
        .describe(
          'Folders of the workspace that are linked into each worktree, so that checks can run there; a plain name also where it stands in a folder up to two levels down.',
        ),
    })
    .prefault({}),
});

export type MachineSettings = Readonly<z.infer<typeof machineSettingsSchema>>;

const codexNames = ['codex', 'openai'];

/** The settings of one CLI, with every default filled in. The registry calls Codex CLI `openai`: both names mean it, `codex` wins. */
export function cliSettings({ clis }: MachineSettings, cli: string): CliSettings {
  const names = codexNames.includes(cli) ? codexNames : [cli];
  const name = names.find((one) => Object.hasOwn(clis, one));
  return (name === undefined ? undefined : clis[name]) ?? cliSettingsSchema.parse({});
}
