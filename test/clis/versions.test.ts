import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { ensureClis } from '../setup/ensureClis';

const manifest = z.object({ dependencies: z.record(z.string(), z.string()) });
const { dependencies } = manifest.parse(JSON.parse(readFileSync('test/clis/package.json', 'utf8')));

describe('the installed CLIs', () => {
  const home = mkdtempSync(join(tmpdir(), 'mao-clis-'));
  after(() => {
    rmSync(home, { recursive: true, force: true });
  });

  for (const [command, name] of Object.entries({
    claude: '@anthropic-ai/claude-code',
    codex: '@openai/codex',
    gemini: '@google/gemini-cli',
  })) {
    it(`${command} starts and is the pinned version`, async () => {
      const env = { PATH: process.env['PATH'] ?? '', HOME: home };
      const { stdout } = await execa(join(await ensureClis(), command), ['--version'], { env, extendEnv: false });
      const pinned = dependencies[name];
      assert.ok(pinned && stdout.includes(pinned), `${stdout} instead of ${pinned ?? 'no pin'}`);
    });
  }
});
