import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { createClaudeAdapter } from '../../src/adapters/claude/adapter';
import { createCodexAdapter } from '../../src/adapters/codex/adapter';
import { createGeminiAdapter } from '../../src/adapters/gemini/adapter';
import { createProcessRunner } from '../../src/adapters/process/processRunner';
import { nullLogger } from '../../src/core/ports/logger';
import { startModelApi, type ModelApi } from './api/modelApi';
import type { AskedCall } from './api/part';
import { requestFor, runAttempt } from './attempt';
import { createCliHome, type CliHome } from './cliHome';

const creators = { claude: createClaudeAdapter, codex: createCodexAdapter, gemini: createGeminiAdapter } as const;
/** Where each CLI keeps its user's own settings, in the home. */
const ownSettings = {
  claude: ['claude/settings.json'],
  codex: ['codex/config.toml'],
  gemini: ['.gemini/settings.json', '.gemini/trustedFolders.json'],
} as const;

for (const cli of ['claude', 'codex', 'gemini'] as const) {
  describe(`the real ${cli}, while it edits`, function () {
    this.timeout(120_000);
    let api: ModelApi;
    let home: CliHome;
    let outside = '';
    const touched = () => join(home.folder, 'foreign');
    const textOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
    const settings = () => ownSettings[cli].map((file) => textOf(join(home.folder, file)));

    /** All that a workspace could have a CLI start: servers and hooks in each CLI's own files. */
    function writeForeign(): void {
      const command = `touch '${touched()}'; cat`;
      const server = { command: 'sh', args: ['-c', command] };
      const hook = { hooks: [{ type: 'command', command }] };
      const hooks = { SessionStart: [hook], UserPromptSubmit: [hook], BeforeAgent: [hook], Stop: [hook] };
      const files = {
        '.mcp.json': JSON.stringify({ mcpServers: { foreign: server } }),
        '.claude/settings.json': JSON.stringify({ hooks, enableAllProjectMcpServers: true }),
        '.gemini/settings.json': JSON.stringify({ mcpServers: { foreign: server }, hooks }),
        '.codex/config.toml': `notify = ["sh", "-c", "${command}"]\n[mcp_servers.foreign]\ncommand = "sh"\nargs = ["-c", "${command}"]\n`,
      };
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(home.workdir, path)), { recursive: true });
        writeFileSync(join(home.workdir, path), text);
      }
    }

    before(async () => {
      // Codex may write in the temporary folder too.
      outside = mkdtempSync('/var/tmp/mao-outside-');
      const write = ({ cwd }: AskedCall) => ({ [relative(cwd, join(outside, 'out.txt'))]: 'out\n' });
      api = await startModelApi([
        { when: { workstream: 'out' }, write },
        { when: { workstream: 'in' }, write: { 'in.txt': 'in\n' } },
      ]);
      home = await createCliHome(api.url);
      writeForeign();
    });
    after(async () => {
      await api.close();
      home.dispose();
      rmSync(outside, { recursive: true, force: true });
    });

    const attempt = (name: string) =>
      runAttempt(
        creators[cli]({
          runner: createProcessRunner({ assertMayExecute: () => undefined, logger: nullLogger }),
          settings: home.settings[cli],
          env: home.env,
          billing: { allowApiKeys: false },
          workspace: undefined,
          logger: nullLogger,
        }),
        requestFor(cli, name, 'edit', home.workdir),
      );

    it("starts nothing that the workspace's own settings name, and leaves the user's settings as they are", async () => {
      const before = settings();
      for (let times = 0; times < 2; times++) {
        const { end } = await attempt('in');
        assert.equal(end.outcome, 'succeeded', JSON.stringify(end));
        assert.ok(existsSync(join(home.workdir, 'in.txt')));
      }
      assert.equal(existsSync(touched()), false, 'started');
      assert.deepEqual(settings(), before);
    });

    it('writes nothing outside its worktree', async () => {
      await attempt('out');
      assert.ok(api.calls.some(({ workstream }) => workstream === 'out'));
      assert.equal(existsSync(join(outside, 'out.txt')), false);
    });
  });
}
