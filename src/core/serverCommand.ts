import type { McpServer } from './configuration';

/** A command of `.mcp.json` that MAO would run, or hand to the model CLIs to run, as it is shown to the user. */
export interface ServerCommand {
  readonly name: string;
  readonly command: readonly string[];
  /** The variables that it gets, by name only: values are secrets. */
  readonly variables: readonly string[];
  /** Where it runs: an absolute folder, or `worktree` for the folder of each attempt. */
  readonly cwd: string;
}

/** The command as people read it. */
export function serverCommand(name: string, { command, args, env }: McpServer, cwd: string): ServerCommand {
  return { name, command: [command, ...args], variables: Object.keys(env).toSorted(), cwd };
}

/** The canonical text that an approval is bound to: command, arguments, environment with its values, folder. */
export function serverFingerprint(name: string, { command, args, env }: McpServer, cwd: string): string {
  const variables = Object.entries(env).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([name, command, args, variables, cwd]);
}
