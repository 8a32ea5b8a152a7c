import assert from 'node:assert/strict';
import { geminiFailure } from '../../../../src/adapters/gemini/failures';
import type { FailureCode } from '../../../../src/core/failure';

const now = new Date('2026-01-01T00:00:00.000Z');
const of = (message: string | undefined, exitCode = 1, stderr: readonly string[] = []) =>
  geminiFailure({ message, exitCode, stderr }, 'model-1', now);

describe('geminiFailure', () => {
  it('goes by what the API said', () => {
    const said: readonly (readonly [string, FailureCode])[] = [
      [
        '[API Error: {"error":{"code":400,"status":"INVALID_ARGUMENT","message":"The input token count exceeds"}}]',
        'refused',
      ],
      ['[API Error: response was blocked due to SAFETY]', 'refused'],
      ['[API Error: {"error":{"code":403,"status":"PERMISSION_DENIED"}}]', 'not-signed-in'],
      ['[API Error: API key expired. Please renew the API key.]', 'not-signed-in'],
      ['[API Error: {"error":{"code":429,"status":"RESOURCE_EXHAUSTED"}}]', 'rate-limited'],
      ['You have exhausted your daily quota on this model.', 'quota-exhausted'],
      ['[API Error: {"error":{"code":500,"status":"INTERNAL"}}]', 'overloaded'],
      ['[API Error: exception TypeError: fetch failed sending request]', 'network'],
      ['[API Error: terminated]', 'network'],
      ['[API Error: models/x is not found for API version v1beta]', 'model-unknown'],
    ];
    for (const [message, code] of said) assert.equal(of(message)?.code, code, message);
  });

  it('goes by the exit code where nothing is said', () => {
    const exits: readonly (readonly [number, FailureCode | undefined])[] = [
      [41, 'not-signed-in'],
      [55, 'untrusted'],
      [400 % 256, 'refused'],
      [401 % 256, 'not-signed-in'],
      [404 % 256, 'model-unknown'],
      [429 % 256, 'rate-limited'],
      [500 % 256, 'overloaded'],
      [503 % 256, 'overloaded'],
      [3, undefined],
    ];
    for (const [exitCode, code] of exits) assert.equal(of(undefined, exitCode)?.code, code, String(exitCode));
  });

  it('tells a used-up day from a busy minute, and when to come back', () => {
    const busy = '[API Error: You exceeded your current quota. Please retry in 37.5s.]';
    assert.deepEqual([of(busy)?.code, of(busy)?.retryAt], ['rate-limited', '2026-01-01T00:00:37.500Z']);
    assert.equal(of(busy, 173, ['TerminalQuotaError: You exceeded your current quota'])?.code, 'quota-exhausted');
  });
});
