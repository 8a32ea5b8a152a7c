import assert from 'node:assert/strict';
import { codexFailure, type CodexError } from '../../../../src/adapters/codex/failures';
import type { FailureCode } from '../../../../src/core/failure';

const now = new Date('2026-01-01T00:00:00.000Z');
const codeOf = (error: CodexError) => codexFailure(error, 'model-1', now).code;

describe('codexFailure', () => {
  it('goes by the code of the app-server, whatever the words', () => {
    const codes: Readonly<Record<string, FailureCode>> = {
      usageLimitExceeded: 'quota-exhausted',
      rateLimitExceeded: 'rate-limited',
      serverOverloaded: 'overloaded',
      internalServerError: 'overloaded',
      modelNotFound: 'model-unknown',
      unauthorized: 'not-signed-in',
      badRequest: 'refused',
      cyberPolicy: 'refused',
      contextWindowExceeded: 'refused',
      sessionBudgetExceeded: 'budget',
    };
    for (const [code, expected] of Object.entries(codes)) {
      assert.equal(codeOf({ message: 'network rate limit unauthorized', code }), expected, code);
    }
  });

  it('goes by the HTTP status where there is no code', () => {
    const statuses: readonly (readonly [number, FailureCode])[] = [
      [400, 'refused'],
      [401, 'not-signed-in'],
      [402, 'quota-exhausted'],
      [403, 'not-signed-in'],
      [404, 'model-unknown'],
      [422, 'refused'],
      [429, 'rate-limited'],
      [500, 'overloaded'],
      [503, 'overloaded'],
    ];
    for (const [status, expected] of statuses) {
      assert.equal(codeOf({ message: 'x', status }), expected, String(status));
      assert.equal(codeOf({ message: `unexpected status ${status} Whatever: x` }), expected, String(status));
    }
  });

  it('goes by the words at last, and knows nothing of others', () => {
    assert.equal(codeOf({ message: 'Your input exceeds the context window of this model.' }), 'refused');
    assert.equal(codeOf({ message: 'error sending request for url' }), 'network');
    assert.equal(codeOf({ message: 'boom' }), 'crashed');
  });

  it('says when to come back for limits only', () => {
    const told = { message: "You've hit your usage limit, try again in 5 minutes.", code: 'usageLimitExceeded' };
    assert.equal(codexFailure(told, 'm', now).retryAt, '2026-01-01T00:05:00.000Z');
    assert.equal(codexFailure({ ...told, code: 'rateLimitExceeded' }, 'm', now).retryAt, '2026-01-01T00:05:00.000Z');
    assert.equal(codexFailure({ ...told, code: 'badRequest' }, 'm', now).retryAt, undefined);
    const account = new Date('2026-01-01T02:00:00.000Z');
    assert.equal(codexFailure({ message: 'x', status: 429 }, 'm', now, account).retryAt, account.toISOString());
  });
});
