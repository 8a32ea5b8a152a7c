import { execa } from 'execa';

/** How a set-up command is run. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Variables that steer a model CLI or hold a key: nothing that the tests start may see them. */
const secret = /API_KEY|TOKEN|SECRET|^(ANTHROPIC|CLAUDE|OPENAI|CODEX|GEMINI|GOOGLE)/i;

/** This process's environment without keys and without what steers the model CLIs. */
export function safeEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || secret.test(name) ? [] : [[name, value] as const],
  );
  return Object.fromEntries(entries);
}

/** Runs a set-up command and gives back what it printed; throws with the end of its output when it fails. */
export async function run(file: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const result = await execa(file, args, {
    cwd: options.cwd ?? process.cwd(),
    env: { ...safeEnvironment(), ...options.env },
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    reject: false,
  });
  if (result.failed) {
    throw new Error(`"${file} ${args.join(' ')}" failed: ${result.shortMessage}\n${result.all.slice(-3000)}`);
  }
  return result.stdout;
}
