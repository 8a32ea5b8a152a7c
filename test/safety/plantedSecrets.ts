const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** Characters that look random and are the same in every run. */
function from(characters: string, length: number, seed: number): string {
  let state = seed * 2_654_435_761;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return characters[(state >>> 16) % characters.length];
  }).join('');
}
const word = (length: number, seed: number) => from(alphabet, length, seed);
const upper = (length: number, seed: number) => from('ABCDEFGHJKLMNPQRSTUVWXYZ234567', length, seed);
const hex = (length: number, seed: number) => from('0123456789abcdef', length, seed);

/** The secret in the environment of `mao`: no form gives it away, only the name of its variable. */
export const environmentSecret = { name: 'PLANTED_API_TOKEN', value: `correct.${word(12, 3)}.staple` } as const;

/** A secret, and how a CLI prints it. Put together here, so that no scanner takes this file for a leak. */
export interface PlantedSecret {
  readonly secret: string;
  readonly printed: string;
}

const alone = (...parts: readonly string[]): PlantedSecret => ({ secret: parts.join(''), printed: parts.join('') });
const within = (before: string, secret: string, after = ''): PlantedSecret => ({
  secret,
  printed: before + secret + after,
});
const key = `${word(64, 1)}\n${word(64, 2)}\n${word(40, 3)}==`;

/** 30 secrets of as many forms, none of them real. */
export const plantedSecrets: readonly PlantedSecret[] = [
  alone('sk-', 'ant-api03-', word(80, 4), '-', word(8, 5)),
  alone('sk-', 'proj-', word(48, 6)),
  alone('sk-', word(48, 7)),
  alone('sk-', 'or-v1-', hex(64, 8)),
  alone('AIza', word(35, 9)),
  alone('ya29', '.', word(60, 10)),
  alone('gh', 'p_', word(36, 11)),
  alone('gh', 's_', word(36, 12)),
  alone('github', '_pat_', word(22, 13), '_', word(59, 14)),
  alone('glpat', '-', word(20, 15)),
  alone('xox', 'b-', '123456789012-', word(24, 16)),
  alone('AK', 'IA', upper(16, 17)),
  within('aws_secret_access_key = ', word(40, 18)),
  alone('npm', '_', word(36, 19)),
  alone('hf', '_', word(34, 20)),
  alone('sk', '_live_', word(24, 21)),
  alone('wh', 'sec_', word(32, 22)),
  alone('SG', '.', word(22, 23), '.', word(43, 24)),
  alone('gsk', '_', word(52, 25)),
  alone('pypi', '-', word(90, 26)),
  alone('shp', 'at_', hex(32, 27)),
  alone('eyJ', word(30, 28), '.', 'eyJ', word(60, 29), '.', word(43, 30)),
  within('Authorization: Bearer ', word(40, 31)),
  within('authorization: Basic ', `${word(24, 32)}==`),
  within('-H "X-Api-Key: ', word(32, 33), '"'),
  within('https://hooks.slack.com/services/', `T0${upper(8, 34)}/B0${upper(8, 35)}/${word(24, 36)}`),
  within('postgres://app:', word(18, 37), '@db.internal:5432/app'),
  within('https://user:', word(18, 38), '@example.com/repository.git'),
  within('-----BEGIN RSA PRIVATE KEY-----\n', key, '\n-----END RSA PRIVATE KEY-----'),
  alone(environmentSecret.value),
];

/** What looks a little like a secret and is none: it must come through unchanged. */
export const harmlessTexts: readonly string[] = [
  `"integrity": "sha512-${word(86, 1)}=="`,
  `commit ${hex(40, 2)}`,
  `index ${hex(7, 3)}..${hex(7, 4)} 100644`,
  `resolved "https://registry.example.com/sk-loader/-/sk-loader-1.0.0.tgz#${hex(40, 5)}"`,
  'class="sk-loading-spinner-container-outer sk-fading-circle-animated"',
  'task-runner-with-a-very-long-name-0123456789',
  'desk-ant-api03-is-no-key-at-all-0123456789',
  `data:image/png;base64,iVBORw0KGgo${word(120, 6)}`,
  '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  'Authorization is required: use a bearer token',
  'the Bearer authentication scheme, bearer of news',
  'postgres://localhost:5432/app and http://127.0.0.1:8080/path',
  'postgres://user:$PASSWORD@host/db or mysql://user:<password>@host',
  'git@github.com:owner/repository.git, someone@example.com: hello @ all',
  'const apiKey = process.env.API_KEY; // sk-… or ghp_… or AIza…',
  'npm_config_registry npm_lifecycle_event hf_hub_download',
  'eyJ is how JSON in base64 begins',
  "if (text.startsWith('-----BEGIN PRIVATE KEY-----')) return pem;",
  'AKIA is a prefix; AMAZING; SG. and xoxb- too',
  `MAO-Workdir: /home/user/.local/share/mao/worktrees/${hex(12, 7)}/2-schemas`,
  `"sourceMap": "AAAA,SAAS,${word(40, 8)};AACA"`,
];
