import type { SignIn } from '../../core/cliDiagnosis';
import type { Said } from './askProgram';

/** Runs the CLI with these arguments in an empty folder, without a terminal, under a limit. */
export type AskCli = (
  args: readonly string[],
  conversation?: { readonly send: readonly string[]; readonly isAnswer: (line: string) => boolean },
) => Promise<Said>;

/** What a look at a sign-in works with. */
export interface SignInProbe {
  readonly ask: AskCli;
  /** The environment that the CLI gets in a run, its own settings included. */
  readonly env: Readonly<Record<string, string>>;
  /** Names of API keys in MAO's environment that MAO keeps from the CLI. */
  readonly keptBack: readonly string[];
}

/** What a CLI does that can not tell within its limit. */
export const signInUnknown: SignIn = { signedIn: 'unknown', why: 'it did not tell whether it is signed in' };

/** How to let keys through that are there and kept back, as a sentence to go on with; empty without any. */
export function orUseKey(keptBack: readonly string[]): string {
  return keptBack.length === 0 ? '' : ` Or set billing.allowApiKeys to true: then ${keptBack.join(', ')} pays.`;
}
