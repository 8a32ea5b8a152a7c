import assert from 'node:assert/strict';
import { claudeSignIn } from '../../../../src/adapters/claude/signIn';
import { scriptedProbe } from '../scriptedAsk';

// As version 2.1.330 prints it.
const common = { apiProvider: 'firstParty', analyticsDisabled: false, loginExpiresAt: null };
const signInOf = (exitCode: number, status: unknown, keptBack: readonly string[] = []) =>
  claudeSignIn(
    scriptedProbe({ '--setting-sources  auth status --json': [exitCode, JSON.stringify(status)] }, { keptBack }),
  );

describe('the sign-in of Claude Code', () => {
  it('by a subscription', async () => {
    const status = { ...common, loggedIn: true, authMethod: 'claude.ai', subscriptionType: 'max', email: null };
    assert.deepEqual(await signInOf(0, status), { signedIn: 'yes', pays: 'subscription', by: 'max' });
    assert.deepEqual(await signInOf(0, { ...common, loggedIn: true, authMethod: 'oauth_token' }), {
      signedIn: 'yes',
      pays: 'subscription',
      by: 'oauth_token',
    });
  });

  it('by a key that the user let through: an API account pays', async () => {
    const status = { ...common, loggedIn: true, authMethod: 'api_key', apiKeySource: 'ANTHROPIC_API_KEY' };
    assert.deepEqual(await signInOf(0, status), { signedIn: 'yes', pays: 'api-key', by: 'ANTHROPIC_API_KEY' });
  });

  it('by a key of an earlier sign-in: with a warning', async () => {
    const status = { ...common, loggedIn: true, authMethod: 'api_key', apiKeySource: '/login managed key' };
    const signIn = await signInOf(0, status);
    assert.ok(signIn.signedIn === 'yes' && signIn.pays === 'api-key');
    assert.match(signIn.warning ?? '', /claude auth login/);
  });

  it('by a cloud account', async () => {
    const status = { ...common, apiProvider: 'bedrock', loggedIn: true, authMethod: 'third_party' };
    assert.deepEqual(await signInOf(0, status), { signedIn: 'yes', pays: 'cloud', by: 'bedrock' });
  });

  it('not at all: what to do, and which key would do', async () => {
    const status = { ...common, loggedIn: false, authMethod: 'none' };
    assert.deepEqual(await signInOf(1, status), {
      signedIn: 'no',
      todo: 'Run `claude` once in a terminal and sign in.',
    });
    assert.deepEqual(await signInOf(1, status, ['ANTHROPIC_API_KEY']), {
      signedIn: 'no',
      todo: 'Run `claude` once in a terminal and sign in. Or set billing.allowApiKeys to true: then ANTHROPIC_API_KEY pays.',
    });
  });

  it('that can not be told: an older version, or one that hangs', async () => {
    assert.equal((await signInOf(1, 'unknown command')).signedIn, 'unknown');
    assert.equal((await claudeSignIn(scriptedProbe({}))).signedIn, 'unknown');
  });
});
