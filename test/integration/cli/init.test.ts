import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { execa } from 'execa';
import { parse } from 'yaml';
import * as z from 'zod';

const configuration = ['.claude/models/registry.md', '.claude/models/task-routing.md', '.mcp.json'];
const claudeCode = [
  '.claude/skills/orchestrator/SKILL.md',
  '.claude/commands/develop.md',
  '.claude/commands/qa.md',
  '.claude/commands/journal.md',
];
const answerSchema = z.object({
  written: z.array(z.string()),
  kept: z.array(z.string()),
  differs: z.array(z.object({ path: z.string(), patch: z.string() })),
});

describe('mao init', () => {
  let workspace = '';
  const textOf = (path: string) => readFileSync(join(workspace, path), 'utf8');
  const init = (...options: readonly string[]) =>
    execa(process.execPath, [resolve('dist/mao.js'), 'init', ...options], { cwd: workspace });
  const answer = async (...options: readonly string[]) =>
    answerSchema.parse(JSON.parse((await init('--json', ...options)).stdout));

  beforeEach(() => {
    workspace = realpathSync(mkdtempSync(join(tmpdir(), 'mao-init-')));
  });
  afterEach(() => rmSync(workspace, { recursive: true, force: true }));

  it("writes the configuration, and Claude Code's skill and commands", async () => {
    const { written, kept } = await answer();
    assert.deepEqual(written, [...configuration, ...claudeCode]);
    assert.deepEqual(kept, []);
    for (const path of configuration) {
      const name = path.replace(/^.*\//, '').replace(/^\./, '');
      assert.equal(textOf(path), readFileSync(resolve('resources/init', name), 'utf8'));
    }
    assert.equal(existsSync(join(workspace, '.claude/models/prompts')), false);
  });

  it('writes front matter that Claude Code can read, and allows no more than the command', async () => {
    await answer();
    const allowed = claudeCode.map((path) => {
      const [, matter = ''] = /^---\n([\s\S]*?)\n---\n/.exec(textOf(path)) ?? [];
      const text = z.object({ description: z.string().max(1024), 'allowed-tools': z.string() }).parse(parse(matter));
      return text['allowed-tools'].split(', ');
    });
    for (const rule of allowed.flat()) {
      assert.match(rule, /^Bash\(mao (sections|doctor|runs|report|plan|develop|qa|journal)\b/);
    }
    assert.ok(!allowed.flat().some((rule) => /:\*|apply|revert|Bash\(mao develop "\*"\)/.test(rule)));
    assert.equal(
      z.object({ name: z.string() }).parse(parse(textOf(claudeCode[0] ?? '').split('---\n')[1] ?? '')).name,
      'orchestrator',
    );
  });

  it('writes the prompt templates when they are asked for', async () => {
    const { written } = await answer('--prompts');
    assert.ok(written.includes('.claude/models/prompts/core_logic.md'));
    assert.match(textOf('.claude/models/prompts/core_logic.md'), /\{\{contract\}\}/);
    const { exitCode, stdout } = await execa(process.execPath, [resolve('dist/mao.js'), 'doctor', '--json'], {
      cwd: workspace,
      env: { XDG_CONFIG_HOME: workspace, XDG_DATA_HOME: workspace },
      reject: false,
    });
    assert.notEqual(exitCode, 2, stdout); // the configuration has no errors
  });

  it('overwrites nothing, and shows what it would write', async () => {
    mkdirSync(dirname(join(workspace, '.claude/commands/qa.md')), { recursive: true });
    writeFileSync(join(workspace, '.claude/commands/qa.md'), 'mine\n');
    const { stderr } = await init();
    assert.match(stderr, /○ \.claude\/commands\/qa\.md: kept yours, which differs from MAO's/);
    assert.match(
      stderr,
      /--- a\/\.claude\/commands\/qa\.md.*\n\+\+\+ b\/\.claude\/commands\/qa\.md.*\n@@.*\n-mine\n\+---\n/,
    );
    assert.equal(textOf('.claude/commands/qa.md'), 'mine\n');
    const { written, kept, differs } = await answer();
    assert.deepEqual(written, []);
    assert.deepEqual(kept, [...configuration, ...claudeCode]);
    assert.deepEqual(
      differs.map(({ path }) => path),
      ['.claude/commands/qa.md'],
    );
  });

  it('shows a difference that git can apply', async () => {
    await answer();
    const wanted = textOf('.claude/models/registry.md');
    writeFileSync(join(workspace, '.claude/models/registry.md'), wanted.replace('megathink', 'high'));
    const [only] = (await answer()).differs;
    await execa('git', ['apply', '-'], { cwd: workspace, input: `${only?.patch ?? ''}\n` });
    assert.equal(textOf('.claude/models/registry.md'), wanted);
  });

  it('says in words what it can not write', async () => {
    writeFileSync(join(workspace, '.claude'), 'a file where a folder should be');
    const { exitCode, stderr } = await execa({
      cwd: workspace,
      reject: false,
    })`${process.execPath} ${resolve('dist/mao.js')} init`;
    assert.equal(exitCode, 1);
    assert.match(stderr, /^MAO can not write \S+\.claude\S* \(\w+\)\. A file stands where a folder should be/);
    assert.doesNotMatch(stderr, /\n\s+at /);
  });
});
