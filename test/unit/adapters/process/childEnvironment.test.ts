import assert from 'node:assert/strict';
import {
  childEnvironment,
  commonPrefixes,
  commonVariables,
  keyVariables,
  ownVariables,
  subscriptionVariables,
} from '../../../../src/adapters/process/childEnvironment';

const none = { allowApiKeys: false, extra: {}, platform: 'linux' } as const;

const secrets = [
  'ANTHROPIC_API_KEY',
  'ANTHROPIC_AUTH_TOKEN',
  'ANTHROPIC_FOUNDRY_API_KEY',
  'OPENAI_API_KEY',
  'CODEX_API_KEY',
  'GEMINI_API_KEY',
  'GOOGLE_API_KEY',
  'GOOGLE_APPLICATION_CREDENTIALS',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AZURE_CLIENT_SECRET',
  'GITHUB_TOKEN',
  'GH_TOKEN',
  'GITLAB_TOKEN',
  'NPM_TOKEN',
  'DATABASE_URL',
  'SSH_AUTH_SOCK',
  'VAULT_TOKEN',
  'MY_COMPANY_PASSWORD',
];

describe('childEnvironment', () => {
  it('has exactly this allow-list', () => {
    // Pinned: whoever adds a variable says here that it may reach a program that a model steers.
    assert.deepEqual([...commonVariables].sort(), [
      'ALLUSERSPROFILE',
      'ALL_PROXY',
      'APPDATA',
      'COLORTERM',
      'CURL_CA_BUNDLE',
      'ComSpec',
      'CommonProgramFiles',
      'DBUS_SESSION_BUS_ADDRESS',
      'HOME',
      'HOMEDRIVE',
      'HOMEPATH',
      'HTTPS_PROXY',
      'HTTP_PROXY',
      'LANG',
      'LANGUAGE',
      'LOCALAPPDATA',
      'LOGNAME',
      'NODE_EXTRA_CA_CERTS',
      'NO_COLOR',
      'NO_PROXY',
      'NUMBER_OF_PROCESSORS',
      'OS',
      'PATH',
      'PATHEXT',
      'PROCESSOR_ARCHITECTURE',
      'PSModulePath',
      'PUBLIC',
      'ProgramData',
      'ProgramFiles',
      'ProgramFiles(x86)',
      'ProgramW6432',
      'REQUESTS_CA_BUNDLE',
      'SHELL',
      'SSL_CERT_DIR',
      'SSL_CERT_FILE',
      'SystemDrive',
      'SystemRoot',
      'TEMP',
      'TERM',
      'TMP',
      'TMPDIR',
      'TZ',
      'USER',
      'USERDOMAIN',
      'USERNAME',
      'USERPROFILE',
      'all_proxy',
      'http_proxy',
      'https_proxy',
      'no_proxy',
      'windir',
    ]);
    assert.deepEqual(commonPrefixes, ['LC_', 'XDG_']);
    assert.deepEqual(ownVariables, {
      claude: ['CLAUDE_CONFIG_DIR'],
      codex: ['CODEX_HOME', 'CODEX_CA_CERTIFICATE'],
      gemini: ['GEMINI_CLI_HOME', 'GOOGLE_CLOUD_PROJECT', 'GOOGLE_CLOUD_LOCATION', 'GEMINI_CLI_SYSTEM_DEFAULTS_PATH'],
    });
    assert.deepEqual(subscriptionVariables, {
      claude: ['CLAUDE_CODE_OAUTH_TOKEN'],
      codex: ['CODEX_ACCESS_TOKEN'],
      gemini: ['GOOGLE_GENAI_USE_GCA', 'GOOGLE_CLOUD_ACCESS_TOKEN'],
    });
    assert.deepEqual(keyVariables, {
      claude: ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'],
      codex: ['OPENAI_API_KEY', 'CODEX_API_KEY'],
      gemini: ['GEMINI_API_KEY', 'GOOGLE_API_KEY', 'GOOGLE_APPLICATION_CREDENTIALS', 'GOOGLE_GENAI_USE_VERTEXAI'],
    });
  });

  it('lets none of 20 planted secrets through, for any CLI', () => {
    const parent = { PATH: '/bin', ...Object.fromEntries(secrets.map((name) => [name, `planted-${name}`])) };
    for (const cli of ['claude', 'codex', 'gemini', 'mycli', '__proto__', 'constructor']) {
      assert.deepEqual(childEnvironment(parent, cli, none), { PATH: '/bin' }, cli);
    }
  });

  it('passes the keys of that CLI only when the user opted in', () => {
    const parent = Object.fromEntries(secrets.map((name) => [name, 'x']));
    const options = { ...none, allowApiKeys: true };
    const names = (cli: string) => Object.keys(childEnvironment(parent, cli, options)).sort();
    assert.deepEqual(names('claude'), ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN']);
    assert.deepEqual(names('codex'), ['CODEX_API_KEY', 'OPENAI_API_KEY']);
    assert.deepEqual(names('gemini'), ['GEMINI_API_KEY', 'GOOGLE_API_KEY', 'GOOGLE_APPLICATION_CREDENTIALS']);
    assert.deepEqual(names('mycli'), []);
  });

  it('passes the token of a subscription to its own CLI, and to no other', () => {
    const parent = { CLAUDE_CODE_OAUTH_TOKEN: 'a', CODEX_ACCESS_TOKEN: 'b', GOOGLE_GENAI_USE_GCA: 'true' };
    assert.deepEqual(childEnvironment(parent, 'claude', none), { CLAUDE_CODE_OAUTH_TOKEN: 'a' });
    assert.deepEqual(childEnvironment(parent, 'codex', none), { CODEX_ACCESS_TOKEN: 'b' });
    assert.deepEqual(childEnvironment(parent, 'gemini', none), { GOOGLE_GENAI_USE_GCA: 'true' });
    assert.deepEqual(childEnvironment(parent, 'checks', none), {});
  });

  it('passes families by prefix, and each CLI its own configuration folder', () => {
    const parent = { LC_ALL: 'C', XDG_CONFIG_HOME: '/c', CODEX_HOME: '/x', CLAUDE_CONFIG_DIR: '/y', LCX: 'no' };
    assert.deepEqual(childEnvironment(parent, 'codex', none), { LC_ALL: 'C', XDG_CONFIG_HOME: '/c', CODEX_HOME: '/x' });
    assert.deepEqual(childEnvironment(parent, 'mycli', none), { LC_ALL: 'C', XDG_CONFIG_HOME: '/c' });
  });

  it("always passes the user's own env, which wins", () => {
    const options = { ...none, extra: { ANTHROPIC_API_KEY: 'mine', PATH: '/mine' } };
    assert.deepEqual(childEnvironment({ PATH: '/bin', ANTHROPIC_API_KEY: 'other' }, 'claude', options), {
      PATH: '/mine',
      ANTHROPIC_API_KEY: 'mine',
    });
  });

  it('knows no case in names on Windows', () => {
    const options = { allowApiKeys: false, extra: { path: 'C:\\mine' }, platform: 'win32' } as const;
    assert.deepEqual(
      childEnvironment({ Path: 'C:\\bin', SYSTEMROOT: 'C:\\W', openai_api_key: 'x' }, 'codex', options),
      {
        SYSTEMROOT: 'C:\\W',
        path: 'C:\\mine',
      },
    );
  });
});
