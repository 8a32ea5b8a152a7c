import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { geminiSignIn } from '../../../../src/adapters/gemini/signIn';
import { scriptedProbe } from '../scriptedAsk';

describe('the sign-in of Gemini CLI', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'mao-gemini-'));
    mkdirSync(join(home, '.gemini'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const write = (name: string, text: string) => writeFileSync(join(home, '.gemini', name), text);
  const choose = (selectedType: string) =>
    write('settings.json', JSON.stringify({ security: { auth: { selectedType } } }));
  const signIn = (env: Readonly<Record<string, string>> = {}, keptBack: readonly string[] = []) =>
    geminiSignIn(scriptedProbe({}, { env: { HOME: home, ...env }, keptBack }));

  it('without any: what to do, and which key would do', async () => {
    const found = await signIn();
    assert.ok(found.signedIn === 'no');
    assert.match(found.todo, /Run `gemini` once/);
    const kept = await signIn({ GEMINI_API_KEY: '' }, ['GEMINI_API_KEY']);
    assert.ok(kept.signedIn === 'no');
    assert.match(kept.todo, /billing\.allowApiKeys to true: then GEMINI_API_KEY pays/);
  });

  it('by a key', async () => {
    const paid = { signedIn: 'yes', pays: 'api-key', by: 'GEMINI_API_KEY' };
    assert.deepEqual(await signIn({ GEMINI_API_KEY: 'k' }), paid);
    choose('gemini-api-key');
    assert.deepEqual(await signIn({ GEMINI_API_KEY: 'k' }), paid);
    write('gemini-credentials.json', 'sealed');
    assert.deepEqual(await signIn(), { signedIn: 'yes', pays: 'api-key', by: 'the API key that it keeps' });
  });

  it('by the method of settings with comments in them', async () => {
    write('settings.json', '{\n  // mine\n  "security": { "auth": { "selectedType": "oauth-personal" } },\n}');
    write('oauth_creds.json', '{}');
    const found = await signIn({ GEMINI_API_KEY: 'k' });
    assert.ok(found.signedIn === 'yes' && found.pays === 'subscription');
  });

  it('by a Google account, which serves enterprises only', async () => {
    choose('oauth-personal');
    assert.equal((await signIn()).signedIn, 'no');
    write('oauth_creds.json', '{}');
    const personal = await signIn();
    assert.ok(personal.signedIn === 'yes');
    assert.match(personal.warning ?? '', /individual Google accounts no longer/);
    assert.deepEqual(await signIn({ GOOGLE_CLOUD_PROJECT: 'p' }), {
      signedIn: 'yes',
      pays: 'subscription',
      by: 'Google account',
    });
  });

  it('by Vertex AI', async () => {
    choose('vertex-ai');
    assert.equal((await signIn()).signedIn, 'no');
    const place = { GOOGLE_CLOUD_PROJECT: 'p', GOOGLE_CLOUD_LOCATION: 'l' };
    assert.deepEqual(await signIn(place), { signedIn: 'yes', pays: 'cloud', by: 'Vertex AI' });
  });

  it('by a method that is new', async () => {
    choose('telepathy');
    assert.equal((await signIn()).signedIn, 'unknown');
  });
});
