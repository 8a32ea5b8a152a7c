import { keyVariables, subscriptionVariables, type Environment, type KnownCli } from './childEnvironment';

/**
 * Whose account a CLI's attempts go to, as far as its environment tells: an API key (billed by use), a token of a
 * subscription, or whatever the CLI itself is signed in to. An API key wins, as it does in each CLI.
 */
export type Payer =
  { readonly kind: 'api-key' | 'subscription-token'; readonly variable: string } | { readonly kind: 'sign-in' };

/** Variables of a CLI's credentials that are no secrets themselves and so do not tell who pays. */
const switches: ReadonlySet<string> = new Set(['GOOGLE_GENAI_USE_GCA']);

const names = (table: Readonly<Record<KnownCli, readonly string[]>>, cli: string): readonly string[] =>
  new Map<string, readonly string[]>(Object.entries(table)).get(cli) ?? [];

/** Who pays for a CLI that is started with this environment. Reads only which variables are set, never tells a value. */
export function payerOf(cli: string, environment: Environment): Payer {
  const isSet = (name: string) => (environment[name] ?? '') !== '' && !switches.has(name);
  const key = names(keyVariables, cli).find(isSet);
  if (key !== undefined) return { kind: 'api-key', variable: key };
  const token = names(subscriptionVariables, cli).find(isSet);
  return token === undefined ? { kind: 'sign-in' } : { kind: 'subscription-token', variable: token };
}

/** Who pays, in words for people. */
export function payerText(label: string, payer: Payer): string {
  switch (payer.kind) {
    case 'api-key':
      return `the API key in ${payer.variable}, billed by use`;
    case 'subscription-token':
      return `the subscription whose token is in ${payer.variable}`;
    case 'sign-in':
      return `the account that ${label} is signed in to`;
  }
}
