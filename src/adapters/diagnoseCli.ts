import type { CliDiagnosis, SignIn } from '../core/cliDiagnosis';
import type { ProcessEnd } from '../core/ports/processRunner';
import { claude } from './claude/failures';
import { claudeEnvironment } from './claude/invocation';
import { claudeSignIn } from './claude/signIn';
import { codex } from './codex/failures';
import { codexSignIn } from './codex/signIn';
import { askProgram, type Said } from './common/askProgram';
import type { CliIdentity } from './common/attemptEnds';
import type { CliAdapterOptions } from './common/cliAdapterOptions';
import { inEmptyFolder } from './common/emptyFolder';
import { locateCli } from './common/locateCli';
import { plainLine } from './common/plainText';
import { refusedVersion } from './common/refusedVersion';
import type { AskCli, SignInProbe } from './common/signInProbe';
import { versionIn } from './common/versionRule';
import { gemini } from './gemini/failures';
import { geminiEnvironment, notFromWorkspace } from './gemini/invocation';
import { geminiSignIn } from './gemini/signIn';
import { childEnvironment, keyVariables, type KnownCli } from './process/childEnvironment';

interface Examined {
  readonly identity: CliIdentity;
  readonly environment: Readonly<Record<string, string>>;
  readonly signIn: (probe: SignInProbe) => Promise<SignIn>;
}

const examined: Readonly<Record<KnownCli, Examined>> = {
  claude: { identity: claude, environment: claudeEnvironment, signIn: claudeSignIn },
  codex: { identity: codex, environment: {}, signIn: codexSignIn },
  gemini: {
    identity: gemini,
    environment: { ...geminiEnvironment, ...notFromWorkspace },
    signIn: geminiSignIn,
  },
};

/** What a CLI is called, for people. */
export function cliLabel(cli: KnownCli): string {
  return examined[cli].identity.label;
}

/**
 * Looks at a CLI without sending a prompt: where it is, its version, whether it starts and ends without a terminal within
 * `seconds`, whether it is signed in and who pays. It is started in an empty folder, so that no workspace is read.
 * Throws what the runner's choke point throws, and a `FailureError` where there is no place for that folder.
 */
export async function diagnoseCli(
  cli: KnownCli,
  options: CliAdapterOptions,
  seconds: number,
  signal: AbortSignal,
): Promise<CliDiagnosis> {
  const { identity, environment, signIn } = examined[cli];
  const { settings, runner, billing } = options;
  const env = { ...environment, ...childEnvironment(options.env, cli, { ...billing, extra: settings.env }) };
  const found = await locateCli(identity, cli, { settings, env, workspace: options.workspace });
  if (!found.available) return { kind: 'missing', reason: found.reason };
  const { path } = found;
  return inEmptyFolder(async (cwd): Promise<CliDiagnosis> => {
    const ask: AskCli = (args, conversation) => {
      const stdin = conversation && ({ open: true } as const);
      const invocation = { file: path, args: [...settings.args, ...args], cwd, env, stdin };
      return askProgram(runner, invocation, seconds, signal, conversation);
    };
    const keptBack = keyVariables[cli].filter(
      (name) => options.env[name] !== undefined && env[name] !== options.env[name],
    );
    const [said, signedIn] = await Promise.all([ask(['--version']), signIn({ ask, env, keptBack })]);
    const wrong = whatIsWrong(identity, path, said, seconds);
    if (wrong) return wrong;
    const version = versionIn(said.stdout);
    await options.versions?.remember({ file: path, args: settings.args }, version);
    const reason = version === undefined ? undefined : refusedVersion(identity, version);
    if (version !== undefined && reason !== undefined) return { kind: 'refused', path, version, reason };
    return { kind: 'works', path, version, startMs: said.ms, signIn: signedIn };
  });
}

function whatIsWrong(identity: CliIdentity, path: string, said: Said, seconds: number): CliDiagnosis | undefined {
  const { label, install } = identity;
  const { end } = said;
  if (end.kind === 'stopped') {
    const reason = `\`${path} --version\` did not end in ${seconds} s without a terminal. Run it in a terminal to see what it waits for, or install ${label} anew (${install}).`;
    return { kind: 'hangs', path, seconds, reason };
  }
  if (end.kind === 'exited' && end.exitCode === 0) return undefined;
  const why = plainLine(said.stderr) || plainLine(said.stdout) || 'it said nothing';
  return {
    kind: 'broken',
    path,
    reason: `${label} does not start (${how(end)}: ${why}). Install it anew (${install}), or correct clis.${identity.cli}.path.`,
  };
}

function how(end: ProcessEnd): string {
  switch (end.kind) {
    case 'exited':
      return `exit code ${end.exitCode}`;
    case 'signalled':
      return end.signal;
    case 'not-started':
      return end.errorCode;
    case 'stopped':
      return end.why;
  }
}
