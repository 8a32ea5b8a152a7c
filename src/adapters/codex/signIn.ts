import * as z from 'zod';
import type { SignIn } from '../../core/cliDiagnosis';
import type { SignInProbe } from '../common/signInProbe';
import { initialize, initialized } from './appServerRequests';
import { lean } from './invocation';

const accountReadId = 2;
const accountRead = JSON.stringify({ id: accountReadId, method: 'account/read', params: { refreshToken: false } });
const accountSchema = z.object({
  id: z.literal(accountReadId),
  result: z.object({ requiresOpenaiAuth: z.boolean() }),
});

/**
 * Whether Codex CLI is signed in, by `codex login status`, which asks no server; one that says no may need no sign-in at
 * all, because the user has configured a model provider of their own, which its app-server knows.
 */
export async function codexSignIn({ ask }: SignInProbe): Promise<SignIn> {
  const { end, stdout, stderr } = await ask(['login', 'status']);
  if (end.kind !== 'exited') return { signedIn: 'unknown', why: '`codex login status` did not end' };
  if (end.exitCode === 0) return signedIn(`${stdout}\n${stderr}`);
  if (!(await needsSignIn(ask))) {
    return { signedIn: 'yes', pays: 'unknown', by: 'a model provider of its config.toml' };
  }
  return {
    signedIn: 'no',
    todo: 'Run `codex login` once in a terminal (with an API key: `codex login --with-api-key`).',
  };
}

function signedIn(printed: string): SignIn {
  if (/chatgpt/i.test(printed)) return { signedIn: 'yes', pays: 'subscription', by: 'ChatGPT' };
  if (/api key/i.test(printed)) {
    return {
      signedIn: 'yes',
      pays: 'api-key',
      by: 'the API key of its sign-in',
      warning: 'An API account is billed. Run `codex logout` and `codex login` to use your ChatGPT plan instead.',
    };
  }
  return { signedIn: 'yes', pays: 'unknown', by: 'its own sign-in' };
}

async function needsSignIn(ask: SignInProbe['ask']): Promise<boolean> {
  const { stdout } = await ask(['app-server', ...lean], {
    send: [initialize, initialized, accountRead],
    isAnswer: (line) => /^\{.*"id":\s*2\b/.test(line),
  });
  const accounts = stdout.split('\n').flatMap((line) => {
    try {
      return [accountSchema.parse(JSON.parse(line))];
    } catch {
      return []; // another message
    }
  });
  return accounts[0]?.result.requiresOpenaiAuth !== false;
}
