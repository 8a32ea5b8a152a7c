import type { AttemptRequest } from '../../core/ports/modelAdapter';
import type { Invocation } from '../../core/ports/processRunner';
import type { CliStart } from '../common/cliAdapter';

/**
 * A model's id that may stand in an argument. It comes from the workspace, while arguments are the user's: nothing that a
 * CLI could take for an option, nor a shell that the user put there for a command.
 */
const modelIdPattern = /^[A-Za-z0-9_][A-Za-z0-9_.:/@+-]*$/;

/** Whether a model's id may be put into the arguments of a CLI that asks for it. */
export function isPlainModelId(id: string): boolean {
  return modelIdPattern.test(id);
}

/** Whether the user's arguments ask for the model's id. */
export function namesModel(args: readonly string[]): boolean {
  return args.some((arg) => arg.includes('{model}'));
}

/** How a CLI of the user's own is started: the arguments of the settings, in them `{model}` and `{workdir}`; the prompt over stdin. */
export function genericInvocation(request: AttemptRequest, start: CliStart): Invocation {
  const values: Readonly<Record<string, string>> = { model: request.model.model, workdir: request.workdir };
  const fill = (arg: string) => arg.replace(/\{(model|workdir)\}/g, (_, name: string) => values[name] ?? '');
  return {
    file: start.path,
    args: start.settings.args.map(fill),
    cwd: request.workdir,
    env: start.env,
    stdin: request.prompt,
  };
}
