/** A run of characters of a secret: `set` is a character class of a regular expression. */
export interface Part {
  readonly set: string;
  readonly min: number;
  readonly max: number;
}

/**
 * A form that secrets have, as parts in a row. `kept` parts stand before the secret and stay readable; the last part is the
 * secret's own alphabet, of which everything that follows is dropped. `digit`: without one it is a word, no secret.
 */
export interface SecretRule {
  readonly kept: readonly Part[];
  readonly secret: readonly Part[];
  readonly digit?: boolean;
  /** It may begin within a word; all others begin where a word does. */
  readonly anywhere?: boolean;
  /** What the match ends with that is no secret. */
  readonly end?: string;
}

const set = (name: string, min: number, max = Infinity): Part => ({ set: name, min, max });
const characters = (text: string): readonly Part[] =>
  Array.from(text).map((one) => set(/\w/.test(one) ? one : `\\${one}`, 1, 1));
const anyCase = (text: string): readonly Part[] =>
  Array.from(text).map((one) => set(/[a-z]/.test(one) ? `[${one}${one.toUpperCase()}]` : `\\${one}`, 1, 1));

/** A token that begins with fixed characters; `#` in `prefix` stands for one character of `among`. */
function token(prefix: string, alphabet: string, min: number, among = ''): SecretRule {
  const parts = prefix
    .split('#')
    .flatMap((text, at) => [...(at > 0 ? [set(`[${among}]`, 1, 1)] : []), ...characters(text)]);
  return { kept: [], secret: [...parts, set(alphabet, min)] };
}

const word = '[A-Za-z0-9]';
const dashed = '[A-Za-z0-9_-]';
const lowerHex = '[a-f0-9]';
const base64 = '[A-Za-z0-9+/=]';
const credential = '[A-Za-z0-9._~+/=-]';
/** Between a header's name and its value, also where both are quoted, or quoted within JSON. */
const separator = [set('["\'\\\\ ]', 0, 4), set('[:=]', 1, 1), set('["\'\\\\ ]', 0, 4)];

/** Keys and tokens of vendors, by the forms that they document. */
const vendorTokens: readonly SecretRule[] = [
  { ...token('sk-', dashed, 20), digit: true }, // Anthropic, OpenAI, OpenRouter, DeepSeek
  token('AIza', dashed, 35), // Google
  token('ya29.', dashed, 20),
  token('GOCSPX-', dashed, 24),
  token('gh#_', word, 36, 'pousr'), // GitHub
  token('github_pat_', '[A-Za-z0-9_]', 22),
  token('glpat-', '[A-Za-z0-9._-]', 20), // GitLab
  token('xox#-', '[A-Za-z0-9-]', 10, 'abeoprs'), // Slack
  { ...token('xapp-', '[A-Za-z0-9-]', 20), digit: true },
  token('A#IA', '[A-Z0-9]', 16, 'KSB'), // AWS
  token('npm_', word, 36),
  token('pypi-', dashed, 50),
  token('hf_', word, 30),
  token('#k_live_', word, 16, 'sr'), // Stripe
  token('#k_test_', word, 16, 'sr'),
  token('whsec_', '[A-Za-z0-9+/=]', 24),
  token('SG.', '[A-Za-z0-9._-]', 40), // SendGrid
  token('gsk_', word, 40), // Groq
  token('xai-', word, 40),
  token('pplx-', word, 40),
  token('r8_', word, 30), // Replicate
  token('shp##_', lowerHex, 32, 'acpst'), // Shopify
  token('dop_v1_', lowerHex, 64), // DigitalOcean
  token('dckr_pat_', dashed, 20),
  token('hvs.', dashed, 20), // Vault
  token('dapi', lowerHex, 32), // Databricks
  token('lin_api_', word, 32),
  token('AGE-SECRET-KEY-1', '[0-9A-Z]', 50),
  // A JSON web token: two objects in base64, then the signature.
  { kept: [], secret: [...characters('eyJ'), set(dashed, 10, 300), ...characters('.eyJ'), set('[A-Za-z0-9._-]', 10)] },
];

/** Secrets that only their surroundings give away. */
const placedSecrets: readonly SecretRule[] = [
  {
    kept: [...anyCase('authorization'), ...separator, set('[A-Za-z]', 5, 6), set(' ', 1, 2)],
    secret: [set(credential, 8)],
  },
  { kept: [...anyCase('bearer'), set(' ', 1, 2)], secret: [set(credential, 20)], digit: true },
  { kept: [...anyCase('x-api-key'), ...separator], secret: [set(credential, 16)] },
  { kept: [...characters('aws_secret_access_key'), ...separator], secret: [set(base64, 40)] },
  { kept: [...characters('AccountKey=')], secret: [set(base64, 40)] },
  {
    kept: [...characters('hooks.slack.com/'), set('[a-z]', 7, 9), ...characters('/')],
    secret: [set('[A-Za-z0-9/]', 20)],
  },
  {
    anywhere: true,
    kept: [...characters('/api/webhooks/'), set('[0-9]', 10, 24), ...characters('/')],
    secret: [set(dashed, 30)],
  },
  // A URL with a password; what stands for one ($VAR, <password>, ***) is none.
  {
    anywhere: true,
    end: '@',
    kept: [...characters('://'), set('[^\\s/:@"\'\\\\`<>]', 0, 64), ...characters(':')],
    secret: [set('[^\\s/@"\'\\\\`$<{*\\[]', 1, 1), set('[^\\s/@"\'\\\\`]', 2, 256), ...characters('@')],
  },
];

/** The head of a private key in PEM form with the beginning of its body, also where line ends are escaped. */
export const privateKeyHead: readonly Part[] = [
  ...characters('-----BEGIN '),
  set('[A-Z0-9 ]', 0, 40),
  ...characters('PRIVATE KEY'),
  set('[A-Z ]', 0, 8),
  ...characters('-----'),
  set('[\\s\\\\nr"\'+,|>]', 1, 24),
  set('[A-Za-z0-9+/=:-]', 16, 16),
];

/** What the body of a private key is made of. */
export const privateKeyBody = '[A-Za-z0-9+/=\\s\\\\:,.-]';

/** Every form, the most specific first. */
export const secretRules: readonly SecretRule[] = [...vendorTokens, ...placedSecrets];

const times = (min: number, max: number) => (max === Infinity ? `{${min},}` : `{${min},${max}}`);
const source = ({ set: one, min, max }: Part) => (min === 1 && max === 1 ? one : one + times(min, max));

/** The regular expression of a whole secret, in which the only group is what is kept. */
export function ruleSource({ kept, secret }: Pick<SecretRule, 'kept' | 'secret'>): string {
  return `(${kept.map(source).join('')})${secret.map(source).join('')}`;
}

/** The regular expression of what every secret of this form has at its beginning; quick to look for. */
export function markSource(parts: readonly Part[]): string {
  const loose = parts.findIndex(({ min, max }) => min !== 1 || max !== 1);
  return parts.slice(0, loose).map(source).join('');
}

/** The regular expression of every beginning of a secret, down to its first character, that ends where the text ends. */
export function openSource(parts: readonly Part[]): string {
  return parts.reduceRight((rest, part) => {
    const { set: one, min, max } = part;
    if (min === 1 && max === 1) return `${one}(?:$|${rest})`;
    return `(?:${one}${times(1, max)}$|${source(part)}${rest})`;
  }, '$');
}
