import { assertNever } from '../../core/assertNever';
import type { CliSettings } from '../../core/machineSettings';
import type { Access, AttemptRequest } from '../../core/ports/modelAdapter';
import type { Invocation } from '../../core/ports/processRunner';

/** Without it the CLI is a parent that ignores SIGTERM and a child that works. */
export const geminiEnvironment = { GEMINI_CLI_NO_RELAUNCH: 'true' } as const;

/**
 * The CLI fills what its environment lacks from a `.env` of the folder it works in: a workspace could send prompts and
 * credentials to an endpoint of its own, or have a key of its own billed. What stands in the environment is not filled in;
 * an empty value counts as absent otherwise, but for the sign-in's endpoint, which is therefore given as it is in the CLI.
 */
export const notFromWorkspace: Readonly<Record<string, string>> = {
  GOOGLE_GEMINI_BASE_URL: '',
  GOOGLE_VERTEX_BASE_URL: '',
  CODE_ASSIST_ENDPOINT: 'https://cloudcode-pa.googleapis.com',
  GEMINI_API_KEY: '',
  GOOGLE_API_KEY: '',
  GOOGLE_APPLICATION_CREDENTIALS: '',
  NODE_TLS_REJECT_UNAUTHORIZED: '',
};

/**
 * How Gemini CLI is started for a request: the prompt over stdin, a stream of JSON lines back. `--skip-trust` is what lets
 * it run without a terminal at all; MAO starts nothing in a workspace that the user does not trust. The CLI has no flag for
 * thinking: it thinks as its own settings say.
 */
export function geminiInvocation(
  request: AttemptRequest,
  start: { readonly path: string; readonly settings: CliSettings; readonly env: Readonly<Record<string, string>> },
): Invocation {
  return {
    file: start.path,
    args: [
      ...start.settings.args,
      ...['-o', 'stream-json', '-m', request.model.model],
      ...['--approval-mode', approvalMode(request.access), '--skip-trust'],
    ],
    cwd: request.workdir,
    env: { ...geminiEnvironment, ...notFromWorkspace, ...start.env },
    stdin: request.prompt,
  };
}

/** `plan` only reads, and there is nothing that reads less; `auto_edit` writes below the working directory, without a shell. */
function approvalMode(access: Access): string {
  switch (access) {
    case 'none':
    case 'read-only':
      return 'plan';
    case 'edit':
      return 'auto_edit';
    default:
      return assertNever(access);
  }
}
