import { Command, InvalidArgumentError, Option } from 'commander';

/** The options that every command takes, as commander gives them. */
export interface CommonOptions {
  readonly cwd: string;
  readonly prd?: string;
  readonly config?: string;
  readonly yes?: boolean;
  readonly apply?: boolean;
  readonly json?: boolean;
  readonly transport?: 'direct' | 'pal';
  readonly maxParallel?: number;
  readonly timeout?: number;
  readonly verify: boolean;
}

function positive(unit: string, whole: boolean): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (value > 0 && Number.isFinite(value) && (!whole || Number.isInteger(value))) return value;
    throw new InvalidArgumentError(`Give a ${whole ? 'whole ' : ''}number of ${unit} above 0.`);
  };
}

/** Adds the options of the headless contract to a command. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--cwd <dir>', 'work in this folder', process.cwd())
    .option('--prd <file>', 'the PRD (default: PRD.md, docs/PRD.md and the like)')
    .option('--config <file>', 'your configuration file (default: mao.config.yaml in your config folder)')
    .option('--yes', 'approve the plan and the check commands')
    .option('--apply', 'apply the change set when it is verified; protected files never')
    .option('--json', 'one JSON object a line on stdout, nothing else there')
    .addOption(new Option('--transport <how>', 'how models are reached').choices(['direct', 'pal']))
    .option('--max-parallel <n>', 'attempts at once', positive('attempts', true))
    .option('--timeout <seconds>', 'limit of one attempt', positive('seconds', false))
    .option('--no-verify', 'do not run type check, tests and build on the result');
}

/** The flags as machine settings, which win over the user's file. */
export function settingsOf(options: CommonOptions): Readonly<Record<string, unknown>> {
  return {
    ...(options.transport === undefined ? {} : { transport: options.transport }),
    ...(options.maxParallel === undefined ? {} : { maxParallel: options.maxParallel }),
    ...(options.timeout === undefined ? {} : { limits: { attemptSeconds: options.timeout } }),
  };
}
