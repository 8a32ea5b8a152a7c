import assert from 'node:assert/strict';
import { secretValues } from '../../../../src/core/redaction/secretValues';

describe('secretValues', () => {
  it('takes the values of variables that are named like secrets', () => {
    const environment = {
      MY_API_KEY: 'abc-123-def-456',
      dbPassword: 'correct horse 1',
      GH_TOKEN: 'say "friend" 2',
      PATH: '/usr/bin:/bin:/usr/local/1',
      KEYBOARD_LAYOUT: 'us-intl-dead-1',
      MONKEY: 'not-a-secret-1',
    };
    assert.deepEqual(secretValues(environment), [
      'abc-123-def-456',
      'correct horse 1',
      'say "friend" 2',
      'say \\"friend\\" 2',
    ]);
  });

  it('leaves out what stands in ordinary text too: short values, words, numbers, paths, addresses', () => {
    const environment = {
      A_KEY: 'short-1',
      B_SECRET: 'production',
      C_TOKEN: '12345678901',
      SSH_AUTH_SOCK: '/run/user/1000/keyring/ssh',
      D_KEY: '~/.ssh/id_ed25519',
      TOKEN_URL: 'https://example.com/token',
      E_PASSWORD: undefined,
    };
    assert.deepEqual(secretValues(environment), []);
  });

  it('takes a key of several lines line by line, without the lines that say what it is', () => {
    const PRIVATE_KEY =
      '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq1\nhkiG9w0BAQEFAASC2\n-----END PRIVATE KEY-----\n';
    assert.deepEqual(secretValues({ PRIVATE_KEY }), ['MIIEvQIBADANBgkq1', 'hkiG9w0BAQEFAASC2']);
  });
});
