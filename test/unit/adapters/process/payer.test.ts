import assert from 'node:assert/strict';
import { payerOf, payerText } from '../../../../src/adapters/process/payer';

describe('payerOf', () => {
  it('is the sign-in of the CLI unless its environment says otherwise', () => {
    for (const cli of ['claude', 'codex', 'gemini', 'mycli', '__proto__']) {
      assert.deepEqual(payerOf(cli, { PATH: '/bin', GOOGLE_GENAI_USE_GCA: 'true', GEMINI_API_KEY: '' }), {
        kind: 'sign-in',
      });
    }
    assert.deepEqual(payerOf('claude', { OPENAI_API_KEY: 'x' }), { kind: 'sign-in' });
  });

  it('is the subscription whose token is there, and the API key before it', () => {
    const token = { CLAUDE_CODE_OAUTH_TOKEN: 't' };
    assert.deepEqual(payerOf('claude', token), { kind: 'subscription-token', variable: 'CLAUDE_CODE_OAUTH_TOKEN' });
    const both = { ...token, ANTHROPIC_API_KEY: 'k' };
    assert.deepEqual(payerOf('claude', both), { kind: 'api-key', variable: 'ANTHROPIC_API_KEY' });
  });

  it('is told without the secret', () => {
    const payer = payerOf('codex', { OPENAI_API_KEY: 'sk-secret' });
    assert.equal(payerText('Codex CLI', payer), 'the API key in OPENAI_API_KEY, billed by use');
    assert.equal(payerText('Codex CLI', { kind: 'sign-in' }), 'the account that Codex CLI is signed in to');
    assert.equal(
      payerText('Codex CLI', payerOf('codex', { CODEX_ACCESS_TOKEN: 'secret' })),
      'the subscription whose token is in CODEX_ACCESS_TOKEN',
    );
  });
});
