import assert from 'node:assert/strict';
import { codexSignIn } from '../../../../src/adapters/codex/signIn';
import { scriptedProbe } from '../scriptedAsk';

// As version 0.169.0 prints it.
const noise = 'WARNING: proceeding, even though we could not create PATH aliases\n';
const account = (requiresOpenaiAuth: boolean) =>
  [
    '{"id":1,"result":{"userAgent":"mao/0.169.0","codexHome":"/home/user/.codex"}}',
    '{"method":"remoteControl/status/changed","params":{"status":"disabled"}}',
    `{"id":2,"result":{"account":null,"userId":null,"requiresOpenaiAuth":${requiresOpenaiAuth}}}`,
  ].join('\n');

describe('the sign-in of Codex CLI', () => {
  it('by ChatGPT', async () => {
    const signIn = await codexSignIn(scriptedProbe({ 'login status': [0, '', `${noise}Logged in using ChatGPT\n`] }));
    assert.deepEqual(signIn, { signedIn: 'yes', pays: 'subscription', by: 'ChatGPT' });
  });

  it('by an API key: with a warning, and without the key', async () => {
    const said = `${noise}API key configured - sk-proj-***aaaaa\nAuthentication is checked when you send a request.\n`;
    const signIn = await codexSignIn(scriptedProbe({ 'login status': [0, '', said] }));
    assert.ok(signIn.signedIn === 'yes' && signIn.pays === 'api-key');
    assert.match(signIn.warning ?? '', /codex logout/);
    assert.doesNotMatch(JSON.stringify(signIn), /sk-proj/);
  });

  it('not at all', async () => {
    const answers = { 'login status': [1, '', 'Not logged in\n'], 'app-server': [0, account(true)] } as const;
    const signIn = await codexSignIn(scriptedProbe(answers));
    assert.ok(signIn.signedIn === 'no');
    assert.match(signIn.todo, /codex login/);
  });

  it('is not needed with a model provider of the user', async () => {
    const answers = { 'login status': [1, '', 'Not logged in\n'], 'app-server': [0, account(false)] } as const;
    const signIn = await codexSignIn(scriptedProbe(answers));
    assert.deepEqual(signIn, { signedIn: 'yes', pays: 'unknown', by: 'a model provider of its config.toml' });
  });

  it('can not be told when it hangs', async () => {
    assert.equal((await codexSignIn(scriptedProbe({}))).signedIn, 'unknown');
  });
});
