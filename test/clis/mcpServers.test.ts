import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createClaudeAdapter } from '../../src/adapters/claude/adapter';
import { createCodexAdapter } from '../../src/adapters/codex/adapter';
import { writeHandout } from '../../src/adapters/common/mcpHandout';
import { createGeminiAdapter } from '../../src/adapters/gemini/adapter';
import { createProcessRunner } from '../../src/adapters/process/processRunner';
import { nullLogger } from '../../src/core/ports/logger';
import { startModelApi, type ModelApi } from './api/modelApi';
import { requestFor, runAttempt } from './attempt';
import { createCliHome, type CliHome } from './cliHome';

const creators = { claude: createClaudeAdapter, codex: createCodexAdapter, gemini: createGeminiAdapter } as const;

for (const cli of ['claude', 'codex', 'gemini'] as const) {
  describe(`an MCP server of .mcp.json, given to the real ${cli}`, function () {
    this.timeout(120_000);
    let api: ModelApi;
    let home: CliHome;
    before(async () => {
      api = await startModelApi([{ when: { workstream: 'notes' }, use: 'look_up', say: 'I looked it up.' }]);
      home = await createCliHome(api.url);
    });
    after(async () => {
      await api.close();
      home.dispose();
    });

    async function attempt(access: 'edit' | 'read-only'): Promise<string> {
      const log = join(home.folder, `notes-${access}`);
      const args = [resolve('test/fixtures/mcp/notes.mjs'), log];
      const notes = { command: process.execPath, args, env: { NOTES_KEY: 'the key' } };
      const adapter = creators[cli]({
        runner: createProcessRunner({ assertMayExecute: () => undefined, logger: nullLogger }),
        settings: home.settings[cli],
        env: home.env,
        billing: { allowApiKeys: false },
        workspace: undefined,
        logger: nullLogger,
        handout: await writeHandout(new Map([['notes', notes]]), home.folder),
      });
      const { end } = await runAttempt(adapter, requestFor(cli, 'notes', access, home.workdir));
      assert.equal(end.outcome, 'succeeded', JSON.stringify(end));
      return existsSync(log) ? readFileSync(log, 'utf8') : '';
    }

    it('is started with its environment, and its tool is used without asking', async () => {
      assert.match(await attempt('edit'), /^started with the key\n(started with the key\n)*called look_up\n/);
    });

    it('is not started where the model may only read', async () => {
      assert.equal(await attempt('read-only'), '');
    });

    if (cli === 'gemini') {
      it("leaves the user's home and the worktree as they are, and starts nothing that a workspace's settings name", async () => {
        const foreign = join(home.folder, 'foreign');
        const args = [resolve('test/fixtures/mcp/notes.mjs'), foreign];
        const hook = { hooks: [{ type: 'command', command: `touch ${foreign}` }] };
        const settings = JSON.stringify({
          security: { folderTrust: { enabled: false } },
          mcpServers: { other: { command: process.execPath, args } },
          hooks: { SessionStart: [hook], BeforeAgent: [hook] },
        });
        mkdirSync(join(home.workdir, '.gemini'));
        writeFileSync(join(home.workdir, '.gemini', 'settings.json'), settings);
        const own = join(home.folder, '.gemini', 'settings.json');
        const before = readFileSync(own, 'utf8');
        assert.match(await attempt('edit'), /called look_up\n/);
        assert.equal(existsSync(foreign), false);
        assert.equal(readFileSync(own, 'utf8'), before);
        assert.deepEqual(readdirSync(home.workdir), ['.gemini']);
        assert.equal(readFileSync(join(home.workdir, '.gemini', 'settings.json'), 'utf8'), settings);
        assert.deepEqual(
          readdirSync(home.folder).filter((name) => name.startsWith('gemini-')),
          [],
        );
      });
    }
  });
}
