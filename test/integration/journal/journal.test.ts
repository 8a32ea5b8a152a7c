import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { calmParts, DevelopLab, eventsOf, planPart, workPart, type Part } from '../develop/lab';

const view = (perspective: string, say: string): Part => ({
  when: { task: 'journal-perspective', perspective },
  body: say,
});
const calm: readonly Part[] = [
  view('technical', 'A store was built.'),
  view('process', 'It went well.'),
  view('creative', 'Small is good.'),
  { when: { task: 'journal-synthesis' }, body: 'A day of stores.\n\n# Built\n\nA store.' },
];

describe('mao journal with scripted CLIs', function () {
  this.timeout(180_000);
  let lab: DevelopLab;
  beforeEach(() => {
    lab = new DevelopLab({ 'PRD.md': '# P\n\n## 1. A\n\nText.\n', 'a.txt': 'one\n' });
    lab.git('init', '-q');
    lab.git('add', '.');
    lab.git('commit', '-q', '-m', 'begin the store');
  });
  afterEach(() => lab.remove());
  const journal = (parts: readonly Part[] = [], ...more: readonly string[]) =>
    lab.mao(
      ['journal', '--json', ...(more.includes('--ask') ? [] : ['--yes']), ...more.filter((one) => one !== '--ask')],
      {
        parts: [...parts, ...calm],
        environment: { TZ: 'UTC' },
      },
    );
  /** Commits everything, at a time that is surely after the last entry: git's times are whole seconds. */
  const commitAt = (date: string, message: string) => {
    lab.git('add', '.');
    const identity = ['-c', 'user.name=User', '-c', 'user.email=user@example.com'];
    execFileSync('git', [...identity, 'commit', '-q', '-m', message], {
      cwd: lab.workspace,
      env: { PATH: process.env['PATH'], HOME: lab.home, GIT_COMMITTER_DATE: `${date}T00:00:00Z` },
    });
  };
  const days = () => readdirSync(join(lab.workspace, 'docs/journal'));
  const text = () => readFileSync(join(lab.workspace, 'docs/journal', days()[0] ?? ''), 'utf8');
  const asked = (ended: Awaited<ReturnType<typeof journal>>) =>
    eventsOf(ended.events, 'attempt-start').map(({ task, perspective, model }) =>
      [task, perspective, model].join(' ').trim(),
    );

  it('writes one entry of three perspectives, and nothing more until something happens', async () => {
    const ended = await journal();
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(asked(ended).slice(0, 3).sort(), [
      'journal-perspective creative gpt-4o',
      'journal-perspective process sonnet',
      'journal-perspective technical gemini-pro',
    ]);
    assert.equal(asked(ended)[3], 'journal-synthesis  opus');
    const [written] = eventsOf(ended.events, 'journal-written');
    assert.equal(written?.file, `docs/journal/${days()[0] ?? ''}`);
    assert.match(
      text(),
      /^# Journal of \d{4}-\d\d-\d\d\n\n## \d\d:\d\d\n\n<!-- MAO journal entry, until .*Z, run .* -->\n\nA day of stores\.\n\n### Built\n\nA store\.\n\n\*gemini-pro, sonnet, gpt-4o, opus\*\n$/,
    );
    const report = await lab.mao(['report', ended.events[0]?.runId ?? '']);
    assert.equal(report.code, 2);
    assert.match(report.stderr, /is a journal entry and has no report; it wrote docs\/journal\//);
    const before = lab.tree();
    const again = await journal();
    assert.equal(again.code, 0, again.stderr);
    assert.match(again.stderr, /Nothing to write: no runs and no commits since/);
    assert.deepEqual(asked(again), []);
    assert.deepEqual(lab.tree(), before);
  });

  it('does not take the commit of its own entry for work, but what is committed with it', async () => {
    assert.equal((await journal()).code, 0);
    commitAt('2098-01-01', 'the entry of today');
    const again = await journal();
    assert.match(again.stderr, /Nothing to write: no runs and no commits since/);
    assert.deepEqual(asked(again), []);
    lab.write(`docs/journal/${days()[0] ?? ''}`, '# By hand\n');
    lab.write('a.txt', 'two\n');
    commitAt('2098-01-02', 'two, and the journal');
    assert.equal(asked(await journal()).length, 4);
  });

  it('keeps every byte of what is there', async () => {
    assert.equal((await journal()).code, 0);
    const file = `docs/journal/${days()[0] ?? ''}`;
    const old = Buffer.from('\uFEFF# By hand\r\n\r\nno end', 'utf8');
    lab.write(file, old);
    const ended = await journal();
    assert.equal(ended.code, 0, ended.stderr);
    const now = readFileSync(join(lab.workspace, file));
    assert.ok(now.subarray(0, old.length).equals(old));
    assert.match(now.subarray(old.length).toString(), /^\r\n\r\n## \d\d:\d\d\r\n/);
  });

  it('falls back by routing, and does without the synthesis', async () => {
    const ended = await journal([
      { when: { task: 'journal-perspective', perspective: 'creative', cli: 'codex' }, fail: 'quota' },
      { when: { task: 'journal-synthesis' }, fail: 'overloaded' },
    ]);
    assert.equal(ended.code, 0, ended.stderr);
    assert.equal(
      eventsOf(ended.events, 'fallback')[0]?.message,
      'Creative insights: fallback from gpt-4o to sonnet (quota-exhausted)',
    );
    assert.match(text(), /### Technical summary\n\nA store was built\.\n\n### Process reflection/);
  });

  it('writes nothing without approval', async () => {
    const ended = await journal([], '--ask');
    assert.equal(ended.code, 1);
    assert.match(ended.stderr, /needs your approval/);
    assert.doesNotMatch(ended.stderr, /\n +at /);
    assert.deepEqual(asked(ended), [], 'nobody is asked for what nobody can approve');
    assert.deepEqual(Object.keys(lab.tree()), ['PRD.md', 'a.txt']);
  });

  it('takes secrets out before any model sees them', async () => {
    const secret = `ghp_${'Ab1'.repeat(12)}`;
    lab.write('a.txt', `token ${secret}\n`);
    lab.git('commit', '-q', '-am', `use ${secret}`);
    const parts = join(lab.root, 'seen.mjs');
    const body = "({ prompt }) => `leaked: ${prompt.includes('ghp_')}, taken out: ${prompt.includes('[redacted]')}`";
    writeFileSync(parts, `export default [{ when: {}, body: ${body} }];\n`);
    const cliEnvironment = { MAO_REHEARSAL_PARTS: parts };
    const ended = await lab.mao(['journal', '--json', '--yes'], { cliEnvironment });
    assert.equal(ended.code, 0, ended.stderr);
    assert.ok(!ended.stdout.includes(secret));
    assert.match(text(), /leaked: false, taken out: /);
    const said = eventsOf(ended.events, 'text-delta').filter(({ task }) => task === 'journal-perspective');
    assert.match(said.map((event) => event.text).join(''), /leaked: false, taken out: true/);
  });

  it('shows the models what runs changed that is not committed yet', async () => {
    for (const committed of [false, true]) {
      const write = { 'b.txt': `line ${String(committed)}\n` };
      const parts = [planPart([{ id: 'storage', owns: ['b.txt'] }]), workPart('storage', write), ...calmParts];
      const developed = await lab.develop('1', { parts }, '--apply');
      assert.equal(developed.code, 0, developed.stderr);
      if (committed) commitAt('2098-01-01', 'the run');
      const seen = join(lab.root, 'seen.mjs');
      const body =
        "({ prompt }) => 'seen: ' + prompt.split('+line ').length + (prompt.includes(', not committed:') ? ' uncommitted' : '')";
      writeFileSync(seen, `export default [{ when: {}, body: ${body} }];\n`);
      const ended = await lab.mao(['journal', '--json', '--yes'], { cliEnvironment: { MAO_REHEARSAL_PARTS: seen } });
      assert.equal(ended.code, 0, ended.stderr);
      const said = eventsOf(ended.events, 'text-delta').filter(({ perspective }) => perspective === 'technical');
      assert.equal(said.map((event) => event.text).join(''), committed ? 'seen: 2' : 'seen: 2 uncommitted');
    }
  });

  it('does not follow a link out of the workspace', async () => {
    const outside = join(lab.root, 'outside');
    mkdirSync(outside);
    mkdirSync(join(lab.workspace, 'docs'));
    symlinkSync(outside, join(lab.workspace, 'docs/journal'));
    const ended = await journal();
    assert.equal(ended.code, 1);
    assert.deepEqual(readdirSync(outside), []);
  });

  it('takes a time to begin at', async () => {
    const ended = await journal([], '--since', '2999-01-01');
    assert.equal(ended.code, 0, ended.stderr);
    assert.match(ended.stderr, /no commits since 2999-01-01T00:00:00\.000Z/);
    assert.equal((await journal([], '--since', 'yesterday-ish')).code, 2);
  });
});
