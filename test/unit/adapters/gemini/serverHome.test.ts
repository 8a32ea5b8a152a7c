import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeHandout } from '../../../../src/adapters/common/mcpHandout';
import { createServerHome } from '../../../../src/adapters/gemini/serverHome';
import type { McpServer } from '../../../../src/core/configuration';

const notes: McpServer = { command: '/opt/notes', args: ['--fast'], env: { NOTES_KEY: 'the key' } };

describe('the home that gives Gemini CLI its servers', () => {
  let folder: string;
  let user: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mao-gemini-'));
    user = join(folder, 'user');
    mkdirSync(join(user, '.gemini', 'commands'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const own = (name: string, text: string) => writeFileSync(join(user, '.gemini', name), text);
  const create = async (servers: Readonly<Record<string, McpServer>>) =>
    createServerHome(await writeHandout(new Map(Object.entries(servers)), folder), { HOME: user });
  const homeOf = (made: { readonly env: Readonly<Record<string, string>> }) =>
    join(made.env['GEMINI_CLI_HOME'] ?? '', '.gemini');
  const settingsOf = (home: string): unknown => JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8'));

  it("adds the servers to the user's settings, whatever comments these have, and trusts no folder", async () => {
    own('settings.json', '{ // mine\n "general": { "maxAttempts": 1 }, "mcpServers": { "mine": { "command": "m" } } }');
    const made = await create({ notes });
    assert.deepEqual(settingsOf(homeOf(made)), {
      general: { maxAttempts: 1 },
      security: { folderTrust: { enabled: true } },
      mcpServers: { mine: { command: 'm' }, notes: { ...notes, trust: true } },
    });
    if (process.platform !== 'win32') {
      assert.equal(statSync(join(homeOf(made), 'settings.json')).mode & 0o77, 0);
    }
    await made.dispose();
  });

  it("keeps the user's sign-in, also what it writes there, but not the folders that are trusted", async () => {
    own('oauth_creds.json', 'old');
    own('trustedFolders.json', '{}');
    const made = await create({ notes });
    const home = homeOf(made);
    writeFileSync(join(home, 'oauth_creds.json'), 'renewed');
    writeFileSync(join(home, 'commands', 'mine.toml'), 'x');
    assert.equal(existsSync(join(home, 'trustedFolders.json')), false);
    await made.dispose();
    assert.equal(existsSync(home), false);
    assert.equal(readFileSync(join(user, '.gemini', 'oauth_creds.json'), 'utf8'), 'renewed');
    assert.equal(existsSync(join(user, '.gemini', 'commands', 'mine.toml')), true);
  });

  it('leaves out a server in whose command the CLI would put variables', async () => {
    const made = await create({ notes, odd: { command: 'odd', args: ['$HOME'], env: {} } });
    assert.deepEqual(made.left, ['odd']);
    assert.deepEqual(settingsOf(homeOf(made)), {
      security: { folderTrust: { enabled: true } },
      mcpServers: { notes: { ...notes, trust: true } },
    });
    await made.dispose();
  });

  it('rejects settings that can not be read, and leaves nothing behind', async () => {
    own('settings.json', '{ broken');
    await assert.rejects(create({ notes }));
    assert.deepEqual(readdirSync(folder).toSorted(), ['claude.json', 'user']);
  });
});
