import assert from 'node:assert/strict';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { calmParts, DevelopLab, eventsOf, planPart, workPart } from './lab';

const prd =
  '# Product\n\n## 1. Greeting\n\nSay hello.\n\n## 2. Farewell\n\nSay goodbye.\n\n## 3. Again\n\nSay it again.\n';
const plan = planPart([{ id: 'storage', owns: ['a.txt'] }]);
const work = workPart('storage', { 'a.txt': 'new\n' });

describe('mao with bad input', function () {
  this.timeout(180_000);
  let lab: DevelopLab;
  beforeEach(() => (lab = new DevelopLab({ 'PRD.md': prd, 'a.txt': 'old\n' })));
  afterEach(() => lab.remove());

  const usage = async (sections: string, says: RegExp) => {
    const ended = await lab.develop(sections);
    assert.equal(ended.code, 2, ended.stderr);
    assert.match(ended.stderr, says);
    assert.equal(ended.stdout, '');
  };

  it('without a PRD says where it looked', async () => {
    rmSync(join(lab.workspace, 'PRD.md'));
    await usage('1', /No PRD found \(looked for PRD\.md, .*\)/);
  });

  it('in a folder that is not there says so', async () => {
    rmSync(lab.workspace, { recursive: true });
    const run = execa(process.execPath, ['dist/mao.js', 'sections', '--cwd', lab.workspace], { reject: false });
    const { exitCode, stderr } = await run;
    assert.equal(exitCode, 2);
    assert.match(stderr, /There is no folder .*--cwd/);
  });

  it('with an empty PRD says what to write', async () => {
    lab.write('PRD.md', '');
    await usage('1', /no sections|empty/);
  });

  it('names what there is for an unknown section', () =>
    usage('9', /There is no section 9\. This PRD has 1 Greeting, 2 Farewell, 3 Again/));
  it('refuses 2,,3', () => usage('2,,3', /2,,3|between|empty|comma/i));
  it('refuses 3-2', () => usage('3-2', /3-2|2-3/));

  it('takes a section given twice once, and says so', async () => {
    const ended = await lab.develop('1, 1', { parts: [plan, work, ...calmParts] });
    assert.equal(ended.code, 0, ended.stderr);
    assert.ok(eventsOf(ended.events, 'log').some(({ message }) => /more than once/.test(message)));
  });

  it('keeps a plan that nobody is there to approve, and says how to go on with it', async () => {
    const asked = await lab.mao(['develop', '1'], { parts: [plan, work, ...calmParts] });
    assert.equal(asked.code, 1, asked.stderr);
    assert.match(asked.stderr, /MAO: failed after [\d.]+ s: The plan needs your approval.* mao resume --yes$/m);
    assert.doesNotMatch(asked.stderr, /\n\s+at |\[error\]/);
    const resumed = await lab.mao(['resume', '--yes'], { parts: [plan, work, ...calmParts] });
    assert.equal(resumed.code, 0, resumed.stderr);
    assert.match(resumed.stderr, /Resumed after nobody was there to approve its plan/);
    assert.doesNotMatch(resumed.stderr, /plan: opus started/);
    assert.match(resumed.stderr, /^Changes: 1 file$/m);
  });

  it('stops at a broken configuration with file, line and column, and starts nothing', async () => {
    lab.write('.claude/models/registry.md', '```yaml\nmodels:\n  opus:\n   provider: [\n```\n');
    const broken = await lab.develop('1');
    assert.equal(broken.code, 2);
    assert.match(broken.stderr, /registry\.md:\d+:\d+: error: /);
    rmSync(join(lab.workspace, '.claude'), { recursive: true });
    lab.write('.claude/models/task-routing.md', '```yaml\ndevelopment:\n  tests:\n    primary: gpt-codx\n```\n');
    const unknown = await lab.develop('1');
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /task-routing\.md:4:14: error: .*gpt-codx.*gpt-codex/s);
  });

  it('plans from routing when the plan is no JSON, or cyclic, after one correction', async () => {
    const prose = await lab.develop('1', {
      parts: [{ when: { task: 'plan' }, say: 'Let us begin.' }, workPart('schemas', { 'b.txt': 'b\n' }), ...calmParts],
    });
    assert.equal(eventsOf(prose.events, 'plan-proposed')[0]?.source, 'routing');
    assert.equal(eventsOf(prose.events, 'attempt-start').filter(({ task }) => task === 'plan').length, 2);
    const cycle = planPart([
      { id: 'schemas', owns: ['a.txt'], dependsOn: ['storage'] },
      { id: 'storage', owns: ['b.txt'], dependsOn: ['schemas'] },
    ]);
    const cyclic = await lab.mao(['plan', '1', '--json'], { parts: [cycle, ...calmParts] });
    assert.equal(eventsOf(cyclic.events, 'plan-proposed')[0]?.source, 'routing');
    const failed = eventsOf(cyclic.events, 'attempt-end').find(({ task }) => task === 'plan');
    assert.ok(failed?.failure);
    assert.equal(failed.failure.code, 'output-invalid');
    assert.match(failed.failure.message, /schemas.*storage.*schemas|storage.*schemas.*storage/);
  });

  it('ends with 3 when no CLI is on this machine', async () => {
    const ended = await lab.develop('1', { without: ['claude', 'codex', 'gemini'] });
    assert.equal(ended.code, 3, ended.stderr);
    assert.match(ended.stderr, /at least one model CLI/);
  });

  it('ends with 3 when nobody is signed in, and says so at once', async () => {
    const ended = await lab.develop('1', { parts: [{ when: {}, fail: 'signed-out' }] });
    assert.equal(ended.code, 3, ended.stderr);
    assert.match(ended.stderr, /not signed in/i);
  });

  for (const fail of ['garbage', 'no-result', 'crash', 'cut', 'overloaded', 'quota', 'model-unknown']) {
    it(`goes on with the next model after ${fail}`, async () => {
      const first = { when: { task: 'workstream', model: 'sonnet' }, fail };
      const ended = await lab.develop('1', { parts: [plan, first, work, ...calmParts] });
      assert.equal(ended.code, 0, ended.stderr);
      assert.equal(eventsOf(ended.events, 'fallback').length, 1);
    });
  }

  it('ends a silent CLI at its idle limit', async () => {
    const first = { when: { task: 'workstream', model: 'sonnet' }, fail: 'hang' };
    const config = 'limits: { idleSeconds: 1 }';
    const ended = await lab.develop('1', { parts: [plan, first, work, ...calmParts], config });
    assert.equal(ended.code, 0, ended.stderr);
    assert.equal(eventsOf(ended.events, 'fallback')[0]?.reason, 'idle');
  });

  it('says what to do when its state can not be written', async () => {
    lab.write('.mao', 'a file where the folder should be');
    const ended = await lab.develop('1', { parts: [plan, work, ...calmParts] });
    assert.notEqual(ended.code, 0);
    assert.match(ended.stderr, /\.mao/);
    assert.doesNotMatch(ended.stderr, /\n\s+at /);
  });

  it('says what to do when its data folder is none, and when init can not write', async () => {
    lab.write('data', 'a file where the folder should be');
    const environment = { XDG_DATA_HOME: join(lab.workspace, 'data') };
    const ended = await lab.develop('1', { parts: [plan, work, ...calmParts], environment });
    assert.equal(ended.code, 1);
    assert.match(ended.stderr, /can not write .*data.*Move it away/);
    assert.doesNotMatch(ended.stderr, /\n\s+at /);
    lab.write('.claude', 'a file where the folder should be');
    const init = await lab.mao(['init']);
    assert.equal(init.code, 1);
    assert.match(init.stderr, /can not write .*\.claude.*Move it away/);
    assert.doesNotMatch(init.stderr, /\n\s+at /);
  });

  it('lets one run at a time into a workspace', async () => {
    const slow = { when: { task: 'plan' }, delayMs: 2500, json: plan['json'] };
    const first = lab.develop('1', { parts: [slow, work, ...calmParts] });
    await new Promise((resolve) => setTimeout(resolve, 900));
    const second = await lab.develop('1', { parts: [plan, work, ...calmParts] });
    assert.equal(second.code, 2);
    assert.match(second.stderr, /under way/);
    assert.equal((await first).code, 0);
  });

  it('cancels at Ctrl-C while git still reads a large workspace', async () => {
    const slow = join(lab.root, 'slow');
    mkdirSync(slow);
    const begun = join(lab.root, 'begun');
    const script = `case "$*" in *"add -A"*) touch ${begun}; exec sleep 60;; esac\nPATH=\${PATH#*:} exec git "$@"\n`;
    writeFileSync(join(slow, 'git'), `#!/bin/sh\n${script}`, { mode: 0o755 });
    let cancelled = 0;
    const ended = await lab.develop('1', {
      parts: [plan, work, ...calmParts],
      environment: { PATH: `${slow}:${process.env['PATH'] ?? ''}` },
      onStart: (child) => {
        const look = setInterval(() => {
          if (!existsSync(begun)) return;
          clearInterval(look);
          cancelled = Date.now();
          child.kill('SIGINT');
        }, 20);
      },
    });
    assert.equal(ended.code, 130, ended.stderr);
    assert.ok(Date.now() - cancelled < 10_000, `${Date.now() - cancelled} ms`);
    assert.equal(ended.events.at(-1)?.type, 'run-end');
    assert.doesNotMatch(ended.stderr, /\n\s+at /);
  });

  it('cancels at Ctrl-C within 2 s: exit code 130, nothing left running, the log whole', async () => {
    const hang = { when: { task: 'workstream' }, fail: 'hang', stubborn: true };
    let started = 0;
    const ended = await lab.develop('1', {
      parts: [plan, hang, ...calmParts],
      onStart: (child) => {
        child.stdout?.on('data', (text: string) => {
          if (started > 0 || !text.includes('"workstream-start"')) return;
          started = Date.now();
          setTimeout(() => child.kill('SIGINT'), 500);
        });
      },
    });
    assert.ok(Date.now() - started < 3500, `took ${Date.now() - started} ms`);
    assert.equal(ended.code, 130, ended.stderr);
    assert.equal(eventsOf(ended.events, 'run-end')[0]?.outcome, 'cancelled');
    const runs = await lab.mao(['runs', '--json']);
    assert.match(runs.stdout, /"outcome":"cancelled"/);
  });
});
