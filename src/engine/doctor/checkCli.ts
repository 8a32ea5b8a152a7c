import { cliLabel, diagnoseCli } from '../../adapters/diagnoseCli';
import { isKnownCli, type KnownCli } from '../../adapters/process/childEnvironment';
import { assertNever } from '../../core/assertNever';
import type { CliDiagnosis, Payer, SignIn } from '../../core/cliDiagnosis';
import type { Diagnosis } from '../../core/diagnosis';
import { FailureError } from '../../core/failure';
import { cliSettings } from '../../core/machineSettings';
import type { ModelSpec } from '../../core/modelSpec';
import { checkOtherCli } from './checkOtherCli';
import type { DoctorInput } from './doctorInput';
import { doubtful, well, wrong } from './finding';

/** How long a CLI may take to tell its version or sign-in; a cold Gemini CLI takes six seconds. */
const patienceSeconds = 12;

/** What Doctor says of one CLI, and whether the models that it serves can be reached. */
export interface CheckedCli {
  readonly diagnosis: Diagnosis;
  readonly reachable: boolean;
  readonly models: readonly ModelSpec[];
  /** Models that it does not have, though it is there. */
  readonly lacking?: readonly ModelSpec[];
}

/** Looks at the CLI that serves these models, sending no prompt; `cli` is the program's name. */
export async function checkCli(
  input: DoctorInput,
  cli: string,
  models: readonly ModelSpec[],
  signal: AbortSignal,
): Promise<CheckedCli> {
  return isKnownCli(cli) ? checkKnownCli(input, cli, models, signal) : checkOtherCli(input, cli, models, signal);
}

async function checkKnownCli(
  input: DoctorInput,
  cli: KnownCli,
  models: readonly ModelSpec[],
  signal: AbortSignal,
): Promise<CheckedCli> {
  const { settings } = input.loaded.configuration;
  const own = cliSettings(settings, cli);
  const options = {
    ...{ runner: input.runner, settings: own, env: input.environment, billing: settings.billing },
    ...{ workspace: input.workspace, logger: input.logger, versions: input.versions },
  };
  const seen = await diagnoseCli(cli, options, patienceSeconds, signal).catch((cause: unknown) => {
    if (cause instanceof FailureError && cause.failure.code !== 'untrusted') return cause.failure;
    throw cause;
  });
  if (!('kind' in seen)) {
    const subject = { id: `cli-${cli}`, area: 'models', title: cliLabel(cli) } as const;
    const facts = { cli, models: models.map(({ id }) => id) };
    return { reachable: false, models, diagnosis: wrong(subject, 'not looked at', seen.message, facts) };
  }
  const served = models.map(({ id }) => id);
  const isSet = own.path !== 'auto';
  return { ...describe(cli, seen, served, isSet), models };
}

function describe(
  cli: KnownCli,
  seen: CliDiagnosis,
  models: readonly string[],
  isSet: boolean,
): Omit<CheckedCli, 'models'> {
  const subject = { id: `cli-${cli}`, area: 'models', title: cliLabel(cli) } as const;
  const facts = { cli, models: [...models] };
  switch (seen.kind) {
    case 'missing': {
      // A CLI that is not there is no mistake, as long as another is: routing falls back. A wrong path is one.
      const say = isSet ? wrong : doubtful;
      return { reachable: false, diagnosis: say(subject, 'not found', seen.reason, { ...facts, installed: false }) };
    }
    case 'refused': {
      const { path, version } = seen;
      const refused = { ...facts, installed: true, path, version };
      return { reachable: false, diagnosis: wrong(subject, `${version}, refused · ${path}`, seen.reason, refused) };
    }
    case 'hangs':
    case 'broken': {
      const found = seen.kind === 'hangs' ? `does not end within ${seen.seconds} s` : 'does not start';
      const broken = { ...facts, installed: true, path: seen.path };
      return { reachable: false, diagnosis: wrong(subject, `${found} · ${seen.path}`, seen.reason, broken) };
    }
    case 'works':
      return works(subject, seen, facts);
    default:
      return assertNever(seen);
  }
}

function works(
  subject: Pick<Diagnosis, 'id' | 'area' | 'title'>,
  seen: Extract<CliDiagnosis, { kind: 'works' }>,
  given: { readonly cli: string; readonly models: string[] },
): Omit<CheckedCli, 'models'> {
  const { path, startMs, signIn } = seen;
  const version = seen.version ?? 'unknown version';
  const facts = { ...given, installed: true, path, version, startMs, signedIn: signIn.signedIn };
  const served = given.models.join(', ');
  switch (signIn.signedIn) {
    case 'no':
      return {
        reachable: false,
        diagnosis: doubtful(subject, `${version}, not signed in · ${path}`, signIn.todo, facts),
      };
    case 'unknown': {
      const todo = `MAO can not tell whether it is signed in: ${signIn.why}. \`mao doctor --probe\` asks it one question.`;
      return { reachable: true, diagnosis: doubtful(subject, `${version} · ${served} · ${path}`, todo, facts) };
    }
    case 'yes': {
      const found = `${version} · ${payerOf(signIn)} · ${served} · ${path}`;
      const paid = { ...facts, pays: signIn.pays, credential: signIn.by };
      const { warning } = signIn;
      const diagnosis = warning === undefined ? well(subject, found, paid) : doubtful(subject, found, warning, paid);
      return { reachable: true, diagnosis };
    }
    default:
      return assertNever(signIn);
  }
}

const payers: Readonly<Record<Payer, string>> = {
  subscription: 'subscription',
  'api-key': 'API key, billed by use',
  cloud: 'cloud account',
  unknown: 'signed in',
};

function payerOf({ pays, by }: Extract<SignIn, { signedIn: 'yes' }>): string {
  return `${payers[pays]} (${by})`;
}
