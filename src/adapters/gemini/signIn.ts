import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { SignIn } from '../../core/cliDiagnosis';
import { orUseKey, type SignInProbe } from '../common/signInProbe';
import { geminiFolder } from './geminiFolder';

const settingsSchema = z.object({
  security: z.object({ auth: z.object({ selectedType: z.string().optional() }).optional() }).optional(),
  /** Where it stood before version 0.3. */
  selectedAuthType: z.string().optional(),
});

/**
 * Whether Gemini CLI is signed in. It has no command that tells, so MAO reads what the CLI reads: the method in the user's
 * settings.json or else in the environment (`getAuthTypeFromEnv` of 0.61.0), then that method's credential.
 */
export async function geminiSignIn({ env, keptBack }: SignInProbe): Promise<SignIn> {
  const folder = geminiFolder(env);
  const has = (name: string) => (env[name] ?? '') !== '';
  switch ((await selectedMethod(folder)) ?? methodOf(env)) {
    case 'gemini-api-key':
      if (has('GEMINI_API_KEY')) return { signedIn: 'yes', pays: 'api-key', by: 'GEMINI_API_KEY' };
      if (await exists(join(folder, 'gemini-credentials.json'))) return storedKey;
      // The key may be in the system's key chain, where only the CLI may look.
      if (keptBack.length === 0 && process.platform !== 'linux') return keyChain;
      return { signedIn: 'no', todo: noKey(keptBack) };
    case 'oauth-personal':
      return googleAccount(folder, has('GOOGLE_CLOUD_PROJECT'));
    case 'vertex-ai':
      if (has('GOOGLE_API_KEY')) return { signedIn: 'yes', pays: 'api-key', by: 'GOOGLE_API_KEY' };
      if (has('GOOGLE_CLOUD_PROJECT') && has('GOOGLE_CLOUD_LOCATION')) return cloud('Vertex AI');
      return {
        signedIn: 'no',
        todo: 'Set GOOGLE_CLOUD_PROJECT and GOOGLE_CLOUD_LOCATION in clis.gemini.env for Vertex AI.',
      };
    case 'cloud-shell':
    case 'compute-default-credentials':
      return cloud('Google Cloud');
    case 'gateway':
      return { signedIn: 'yes', pays: 'unknown', by: 'a gateway of your settings' };
    case undefined:
      return { signedIn: 'no', todo: noKey(keptBack) };
    default:
      return { signedIn: 'unknown', why: 'its settings.json names a way to sign in that MAO does not know' };
  }
}

const cloud = (by: string): SignIn => ({ signedIn: 'yes', pays: 'cloud', by });
const storedKey: SignIn = { signedIn: 'yes', pays: 'api-key', by: 'the API key that it keeps' };
const keyChain: SignIn = { signedIn: 'unknown', why: 'its API key may be in the key chain' };
const noKey = (keptBack: readonly string[]) =>
  `Run \`gemini\` once in a terminal and sign in, or put a GEMINI_API_KEY into clis.gemini.env.${orUseKey(keptBack)}`;

async function googleAccount(folder: string, enterprise: boolean): Promise<SignIn> {
  const files = ['oauth_creds.json', 'gemini-credentials.json'].map((name) => exists(join(folder, name)));
  if (!(await Promise.all(files)).includes(true)) {
    return { signedIn: 'no', todo: 'Run `gemini` once in a terminal and sign in.' };
  }
  if (enterprise) return { signedIn: 'yes', pays: 'subscription', by: 'Google account' };
  const warning =
    'Gemini CLI serves individual Google accounts no longer. Use an API key (clis.gemini.env), or set GOOGLE_CLOUD_PROJECT for an enterprise plan.';
  return { signedIn: 'yes', pays: 'subscription', by: 'Google account', warning };
}

function methodOf(env: Readonly<Record<string, string>>): string | undefined {
  if (env['GOOGLE_GENAI_USE_GCA'] === 'true') return 'oauth-personal';
  if (env['GOOGLE_GENAI_USE_VERTEXAI'] === 'true') return 'vertex-ai';
  if ((env['GOOGLE_GEMINI_BASE_URL'] ?? '') !== '') return 'gateway';
  return (env['GEMINI_API_KEY'] ?? '') === '' ? undefined : 'gemini-api-key';
}

/** The CLI takes comments in this file; MAO reads the one word out of it where they are in the way. */
async function selectedMethod(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, 'settings.json'), 'utf8').catch(() => '');
  try {
    const { security, selectedAuthType } = settingsSchema.parse(JSON.parse(text));
    return security?.auth?.selectedType ?? selectedAuthType;
  } catch {
    return /"selected(?:Auth)?Type"\s*:\s*"([^"]+)"/.exec(text)?.[1];
  }
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
