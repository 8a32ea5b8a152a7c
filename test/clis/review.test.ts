import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { ensurePal } from '../setup/ensurePal';
import { copySampleProject } from '../setup/sampleProject';
import { startModelApi, type ModelApi } from './api/modelApi';
import { samplePartsOf } from './api/part';
import { createCliHome, type CliHome } from './cliHome';
import { eventsOf, mao, readEvents } from './maoCommand';

const unique = (values: readonly (string | undefined)[]) => [...new Set(values)].toSorted();

describe('mao qa, mao fix and mao journal with the three real CLIs', function () {
  this.timeout(600_000);
  let api: ModelApi;
  let home: CliHome;
  let project = '';

  before(async () => {
    api = await startModelApi(await samplePartsOf('loans', 'reviews', 'fixes'));
    home = await createCliHome(api.url);
    project = copySampleProject('mao-review-');
  });
  after(async () => {
    await api.close();
    home.dispose();
    rmSync(dirname(project), { recursive: true, force: true });
  });

  const status = async () => (await execa('git', ['status', '--porcelain'], { cwd: project })).stdout;

  it('reviews a section in five dimensions, reading only', async () => {
    const sarif = join(home.folder, 'qa.sarif');
    const { exitCode, stdout, stderr } = await mao(home, project, 'qa', '1', '--yes', '--json', '--sarif', sarif);
    assert.equal(exitCode, 0, stderr.slice(-4000));
    const events = readEvents(stdout);
    const [score] = eventsOf(events, 'score');
    assert.equal(score?.total, 87.6);
    assert.deepEqual(
      score.dimensions.map(({ id, assessed }) => [id, assessed]),
      ['prd_compliance', 'error_handling', 'type_safety', 'architecture', 'security'].map((id) => [id, true]),
    );
    const reviews = eventsOf(events, 'attempt-start').filter(({ task }) => task === 'qa-review');
    assert.deepEqual(unique(reviews.map(({ cli }) => cli)), ['claude', 'codex', 'gemini']);
    assert.deepEqual(eventsOf(events, 'fallback'), []);
    const findings = eventsOf(events, 'finding');
    const lines = readFileSync(join(project, 'src/members.ts'), 'utf8').split('\n');
    for (const { file, line, quote } of findings) {
      assert.equal(file, 'src/members.ts');
      assert.equal(lines[line - 1]?.trim(), quote.trim());
    }
    assert.ok(findings.some(({ models }) => models.length > 1));
    assert.equal(await status(), '');
    assert.match(readFileSync(sarif, 'utf8'), /"version": ?"2\.1\.0"/);
  });

  it('mends a finding with Claude Code and one with the Codex CLI: checks green, the finding gone, applied', async () => {
    const qa = await mao(home, project, 'qa', '2', '--yes', '--json');
    assert.equal(qa.exitCode, 0, qa.stderr.slice(-4000));
    const found = eventsOf(readEvents(qa.stdout), 'finding');
    const fix = async (message: RegExp, ...more: readonly string[]) => {
      const id = found.find((one) => message.test(one.message))?.id ?? '';
      const { exitCode, stdout, stderr } = await mao(home, project, 'fix', id, '--yes', '--apply', '--json', ...more);
      assert.equal(exitCode, 0, stderr.slice(-4000));
      const events = readEvents(stdout);
      const attempts = eventsOf(events, 'attempt-start').filter(({ workstream }) => workstream === 'fix-members');
      assert.deepEqual(eventsOf(events, 'fallback'), []);
      assert.deepEqual(
        eventsOf(events, 'finding-checked').map((checked) => [checked.id, checked.outcome]),
        [[id, 'fixed']],
      );
      assert.ok(eventsOf(events, 'check-end').every(({ outcome }) => outcome === 'passed'));
      assert.deepEqual(eventsOf(events, 'changes-applied')[0]?.files, ['src/members.ts']);
      return attempts.map(({ model, cli }) => `${model} ${cli}`);
    };
    assert.deepEqual(await fix(/Ids are counted/), ['sonnet claude']);
    assert.deepEqual(await fix(/walks through all members/, '--model', 'gpt-codex'), ['gpt-codex codex']);
    const text = readFileSync(join(project, 'src/members.ts'), 'utf8');
    assert.match(text, /lastNumber/);
    assert.match(text, /addresses/);
    await execa('git', ['checkout', '--quiet', '.'], { cwd: project });
  });

  it('writes a journal entry of three perspectives, GPT-4o over the Codex CLI', async () => {
    const { exitCode, stdout, stderr } = await mao(home, project, 'journal', '--yes', '--json');
    assert.equal(exitCode, 0, stderr.slice(-4000));
    const events = readEvents(stdout);
    const views = eventsOf(events, 'attempt-start').filter(({ task }) => task === 'journal-perspective');
    assert.deepEqual(views.map(({ model, cli }) => `${model} ${cli}`).toSorted(), [
      'gemini-pro gemini',
      'gpt-4o codex',
      'sonnet claude',
    ]);
    const [written] = eventsOf(events, 'journal-written');
    assert.ok(written && existsSync(join(project, written.file)));
    assert.match(readFileSync(join(project, written.file), 'utf8'), /A day of work on Shelf/);
  });

  it('does both over the real PAL server too, reading only, GPT-4o among them', async () => {
    const over = copySampleProject('mao-review-pal-');
    try {
      const pal = { type: 'stdio', command: await ensurePal('11.8.2'), env: { CUSTOM_API_URL: api.url } };
      writeFileSync(join(over, '.mcp.json'), JSON.stringify({ mcpServers: { pal } }));
      await execa('git', ['add', '.'], { cwd: over });
      const before = await execa('git', ['write-tree'], { cwd: over });
      const run = async (...command: readonly string[]) => {
        const { exitCode, stdout, stderr } = await mao(home, over, ...command, '--yes', '--json', '--transport', 'pal');
        assert.equal(exitCode, 0, stderr.slice(-4000));
        const events = readEvents(stdout);
        const attempts = eventsOf(events, 'attempt-start');
        assert.deepEqual(unique(attempts.map(({ transport }) => transport)), ['pal']);
        assert.deepEqual(eventsOf(events, 'fallback'), []);
        return { events, who: attempts.map(({ task, model, cli }) => `${task ?? ''} ${model} ${cli}`) };
      };
      const qa = await run('qa', '1');
      assert.equal(eventsOf(qa.events, 'score')[0]?.total, 87.6);
      await execa('git', ['add', '.'], { cwd: over });
      assert.equal((await execa('git', ['write-tree'], { cwd: over })).stdout, before.stdout);
      const journal = await run('journal');
      assert.ok(journal.who.includes('journal-perspective gpt-4o codex'), journal.who.join(', '));
      const [written] = eventsOf(journal.events, 'journal-written');
      assert.match(readFileSync(join(over, written?.file ?? ''), 'utf8'), /A day of work on Shelf/);
    } finally {
      rmSync(dirname(over), { recursive: true, force: true });
    }
  });
});
