import * as z from 'zod';
import type { Payer, SignIn } from '../../core/cliDiagnosis';
import { orUseKey, type SignInProbe, signInUnknown } from '../common/signInProbe';

/** What `claude auth status` prints (2.1.330), of which MAO reads this. */
const statusSchema = z.object({
  loggedIn: z.boolean(),
  authMethod: z.string().optional(),
  apiProvider: z.string().optional(),
  apiKeySource: z.string().optional(),
  subscriptionType: z.string().nullish(),
});

type Status = z.infer<typeof statusSchema>;

/** Whether Claude Code is signed in as MAO starts it (no settings of a workspace or user), by `claude auth status`. */
export async function claudeSignIn({ ask, keptBack }: SignInProbe): Promise<SignIn> {
  const said = await ask(['--setting-sources', '', 'auth', 'status', '--json']);
  const status = readStatus(said.stdout);
  if (!status) return signInUnknown;
  if (!status.loggedIn) {
    return { signedIn: 'no', todo: `Run \`claude\` once in a terminal and sign in.${orUseKey(keptBack)}` };
  }
  const pays = payer(status);
  return { signedIn: 'yes', pays, by: credential(status), ...warning(status, pays) };
}

function readStatus(stdout: string): Status | undefined {
  try {
    return statusSchema.parse(JSON.parse(stdout));
  } catch {
    return undefined; // an older version without the command
  }
}

function payer({ apiProvider, authMethod }: Status): Payer {
  if (apiProvider !== undefined && apiProvider !== 'firstParty') return 'cloud';
  switch (authMethod) {
    case 'claude.ai':
    case 'oauth_token':
      return 'subscription';
    case 'api_key':
    case 'api_key_helper':
      return 'api-key';
    default:
      return 'unknown';
  }
}

function credential({ apiProvider, authMethod, apiKeySource, subscriptionType }: Status): string {
  if (apiProvider !== undefined && apiProvider !== 'firstParty') return apiProvider;
  return subscriptionType ?? apiKeySource ?? authMethod ?? 'its own sign-in';
}

/** A key that the user did not hand to MAO was left by an earlier sign-in: billed, and perhaps not meant to be. */
function warning({ apiKeySource }: Status, pays: Payer): { readonly warning?: string } {
  if (pays !== 'api-key' || apiKeySource === 'ANTHROPIC_API_KEY') return {};
  return { warning: 'An API account is billed. Run `claude auth login` to use your subscription instead.' };
}
