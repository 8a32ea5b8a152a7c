import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { calmParts, DevelopLab, planPart, workPart } from './lab';

const files = {
  'PRD.md': '# Product\n\n## 1. Greeting\n\nSay hello.\n\n## 2. Farewell\n\nSay goodbye.\n',
  'a.txt': 'one\ntwo\nthree\n',
  'gone.txt': 'gone\n',
};
const parts = [
  planPart([{ id: 'storage', owns: ['a.txt', 'b.txt', 'gone.txt'] }]),
  workPart('storage', { 'a.txt': 'one\nTWO\nthree\n', 'b.txt': 'new\n', 'gone.txt': null }),
  ...calmParts,
];

describe('mao after a run', function () {
  this.timeout(120_000);
  let lab: DevelopLab;
  beforeEach(() => (lab = new DevelopLab(files)));
  afterEach(() => lab.remove());
  const left = async () => /## What is left to do\n\n([\s\S]*?)\n\n## /.exec((await lab.mao(['report'])).stdout)?.[1];

  it('means the newest run that has what the command is about, and keeps its report up to date', async () => {
    const ended = await lab.develop('1', { parts });
    assert.equal(ended.code, 0);
    assert.match(ended.stderr, /\nLook at the changes: mao report \S+ --diff\. Apply them: mao apply \S+\n$/);
    const planned = await lab.mao(['plan', '1,', '2'], { parts });
    assert.match(planned.stderr, /^MAO plan 1, 2 /m);
    assert.match(planned.stderr, /^MAO: succeeded in [\d.]+ s$/m);
    assert.match((await left()) ?? '', /Review the change and apply it/);

    const applied = await lab.mao(['apply']);
    assert.equal(applied.code, 0, applied.stderr);
    assert.match((await left()) ?? '', /The change is applied\. `mao revert /);
    assert.match((await lab.mao(['runs'])).stdout, / develop 1 {2}succeeded, applied {2}/);
    assert.equal((await lab.mao(['revert'])).code, 0);
    assert.match((await lab.mao(['runs'])).stdout, / develop 1 {2}succeeded, reverted {2}/);
    assert.match((await left()) ?? '', /applied and taken back/);
    assert.equal(lab.read('a.txt'), files['a.txt']);
  });

  it('shows what a run changes as a patch that git takes', async () => {
    await lab.develop('1', { parts });
    const { stdout, code } = await lab.mao(['report', '--diff']);
    assert.equal(code, 0);
    assert.match(stdout, /^-two\n\+TWO$/m);
    execFileSync('git', ['apply', '-'], { cwd: lab.workspace, input: `${stdout.trimEnd()}\n` });
    assert.deepEqual(Object.keys(lab.tree()), ['PRD.md', 'a.txt', 'b.txt']);
    assert.equal(lab.read('a.txt'), 'one\nTWO\nthree\n');
    rmSync(join(lab.home, '.local'), { recursive: true });
    const gone = await lab.mao(['report', '--diff']);
    assert.equal(gone.code, 2);
    assert.match(gone.stderr, /The commits of run \S+ are gone/);
  });

  it('says where to see what a conflict leaves out', async () => {
    await lab.develop('1', { parts });
    lab.write('a.txt', 'one\nmine\nthree\n');
    const { stderr, code } = await lab.mao(['apply']);
    assert.equal(code, 1);
    assert.match(stderr, /conflict: a\.txt/);
    assert.match(stderr, /What the run wanted there: mao report \S+ --diff/);
    assert.doesNotMatch((await lab.mao(['apply'])).stderr, /Nothing to apply/);
    assert.match((await left()) ?? '', /Not applied yet: `a\.txt`/);
  });

  it('is not clean when --apply left a conflict', async () => {
    const slow = parts.map((part) =>
      'json' in part && 'consistent' in Object(part['json']) ? { ...part, delayMs: 1500 } : part,
    );
    const ended = await lab.develop(
      '1',
      {
        parts: slow,
        onStart: (child) =>
          child.stdout?.on('data', (text: string) => {
            if (text.includes('"workstream-end"')) lab.write('a.txt', 'one\nmine\nthree\n');
          }),
      },
      '--apply',
    );
    assert.equal(ended.code, 1, ended.stderr);
    assert.match(ended.stderr, /! a\.txt was left as it is/);
    assert.equal(lab.read('b.txt'), 'new\n');
    assert.equal(lab.read('a.txt'), 'one\nmine\nthree\n');
  });

  it('says what there is no run for', async () => {
    const { stderr, code } = await lab.mao(['apply']);
    assert.equal(code, 2);
    assert.match(stderr, /There is no develop or fix run in this workspace yet/);
  });
});
