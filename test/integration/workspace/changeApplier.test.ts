import assert from 'node:assert/strict';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { ChangeSet, FileChange } from '../../../src/core/changeSet';
import type { ApplyPlan } from '../../../src/core/ports/changeApplier';
import { diskWriter, type FileWriter } from '../../../src/workspace/apply/workspaceFile';
import { recoverApply } from '../../../src/workspace/apply/recoverApply';
import { type ApplyLab, lines, mixedLab } from './applyLab';

describe('createChangeApplier', () => {
  let lab: ApplyLab;
  beforeEach(() => {
    lab = mixedLab();
  });
  afterEach(() => lab.remove());

  const read = (path: string) => readFileSync(join(lab.workspace, path), 'utf8');
  const edited = (plan: ApplyPlan) => plan.edits.map(({ path }) => path);
  /** What a run does that touches every kind of change. */
  const everything = (folder: string) => {
    lab.write('src/a.ts', lines('changed'), folder);
    rmSync(join(folder, 'src/gone.ts'));
    renameSync(join(folder, 'src/old.ts'), join(folder, 'src/renamed.ts'));
    lab.write('new/deep/file.ts', 'new\n', folder);
    lab.write('new/run.sh', '#!/bin/sh\n', folder);
    chmodSync(join(folder, 'new/run.sh'), 0o755);
    chmodSync(join(folder, 'src/b.ts'), 0o755);
    lab.write('crlf.txt', lines('changed'), folder);
    lab.write('bom.txt', 'other text\n', folder);
    lab.write('bin.dat', Buffer.from([0, 9, 9]), folder);
  };

  it('brings every kind of change in, and takes it out again to the byte', async () => {
    chmodSync(join(lab.workspace, 'src/a.ts'), 0o640);
    const before = lab.state();
    const changes = await lab.run(everything);
    const plan = await lab.apply(changes);
    assert.deepEqual(plan.conflicts, []);
    assert.deepEqual(plan.refused, []);
    assert.equal(read('src/a.ts'), lines('changed'));
    assert.ok(!lab.has('src/gone.ts') && !lab.has('src/old.ts'));
    assert.equal(read('src/renamed.ts'), lines('old'));
    assert.equal(read('crlf.txt'), lines('changed').replaceAll('\n', '\r\n'), 'line ends stay');
    assert.equal(read('bom.txt'), '\uFEFFother text\n', 'the BOM stays');
    assert.deepEqual(readFileSync(join(lab.workspace, 'bin.dat')), Buffer.from([0, 9, 9]));
    const mode = (path: string) => lstatSync(join(lab.workspace, path)).mode & 0o777;
    assert.deepEqual([mode('src/a.ts'), mode('src/b.ts') & 0o111, mode('new/run.sh') & 0o100], [0o640, 0o111, 0o100]);
    assert.deepEqual((await lab.applier().plan(changes, {})).edits, [], 'applied already');
    const reverted = await lab.revert();
    assert.deepEqual(reverted?.conflicts, []);
    assert.deepEqual(lab.state(), before);
    assert.equal(await lab.revert(), undefined);
    assert.equal(await lab.revert('run-2'), undefined);
  });

  it('plans renames as a delete and a create that share their origin, edits with what stood there', async () => {
    const plan = await lab.applier().plan(await lab.run(everything), {});
    const renames = plan.edits.filter((edit) => edit.from !== undefined);
    assert.deepEqual(
      renames.map(({ path, from, before, after }) => [path, from, before === undefined, after === undefined]),
      [
        ['src/old.ts', 'src/old.ts', false, true],
        ['src/renamed.ts', 'src/old.ts', true, false],
      ],
    );
    assert.deepEqual(Buffer.from(plan.edits.find(({ path }) => path === 'src/a.ts')?.before ?? []).toString(), lines());
  });

  it('joins what the user did meanwhile, on disk and unsaved', async () => {
    const changes = await lab.run((folder) => {
      lab.write('src/a.ts', lines('run'), folder);
      lab.write('src/b.ts', lines('run'), folder);
      renameSync(join(folder, 'src/old.ts'), join(folder, 'src/renamed.ts'));
    });
    const last = [...Array.from({ length: 19 }, (_, i) => `line ${i + 1}`), 'user'];
    lab.write('src/a.ts', lines(...last));
    lab.write('src/old.ts', lines('old', 'user'));
    const typed = Buffer.from(lines(...last));
    const applier = lab.applier();
    const plan = await applier.plan(changes, {}, (path) => (path === 'src/b.ts' ? typed : undefined));
    assert.deepEqual(plan.conflicts, []);
    const both = lines('run', ...last.slice(1));
    const edit = plan.edits.find(({ path }) => path === 'src/b.ts');
    assert.deepEqual(
      [edit?.merged, edit?.unsaved, Buffer.from(edit?.before ?? []).toString()],
      [true, true, typed.toString()],
    );
    const transaction = await applier.begin(plan, 'apply');
    await transaction.writeToDisk();
    await transaction.commit();
    assert.equal(read('src/a.ts'), both);
    assert.equal(read('src/b.ts'), both);
    assert.equal(read('src/renamed.ts'), lines('old', 'user'));
    await lab.revert();
    assert.equal(read('src/b.ts'), typed.toString(), 'what was typed is not lost by the revert');
    assert.equal(read('src/old.ts'), lines('old', 'user'));
  });

  it('reports what does not fit, with markers, and leaves those files alone', async () => {
    const changes = await lab.run((folder) => {
      everything(folder);
      lab.write('src/b.ts', lines('run'), folder);
    });
    lab.write('src/a.ts', lines('user'));
    lab.write('src/gone.ts', 'changed by the user\n');
    rmSync(join(lab.workspace, 'src/b.ts'));
    lab.write('src/renamed.ts', 'the user has one too\n');
    lab.write('new/deep/file.ts', 'mine\n');
    lab.write('bin.dat', Buffer.from([0, 7]));
    const before = lab.state();
    const plan = await lab.applier().plan(changes, {});
    const conflicts = new Map(plan.conflicts.map((conflict) => [conflict.path, conflict]));
    assert.deepEqual([...conflicts.keys()].sort(), [
      'bin.dat',
      'new/deep/file.ts',
      'src/a.ts',
      'src/b.ts',
      'src/gone.ts',
      'src/renamed.ts',
    ]);
    assert.match(
      conflicts.get('src/a.ts')?.text ?? '',
      /^<<<<<<< workspace\nuser\n=======\nchanged\n>>>>>>> MAO\nline 2\n/,
    );
    assert.equal(conflicts.get('bin.dat')?.text, undefined);
    assert.match(conflicts.get('new/deep/file.ts')?.text ?? '', /mine\n=======\nnew\n/);
    assert.deepEqual(edited(plan).sort(), ['bom.txt', 'crlf.txt', 'new/run.sh']);
    await lab.apply(changes);
    const after = lab.state();
    for (const path of conflicts.keys()) assert.equal(after[path], before[path], path);
  });

  it('refuses what is protected, also where only one end of a rename is, and asks for ticks', async () => {
    lab.write('package.json', '{"name":"x","scripts":{"test":"a"}}');
    lab.write('CLAUDE.md', lines('claude'));
    const changes = await lab.run((folder) => {
      lab.write('package.json', '{"name":"x","scripts":{"test":"evil"}}', folder);
      lab.write('.vscode/tasks.json', '{}', folder);
      lab.write('plain.ts', 'x', folder);
      renameSync(join(folder, 'CLAUDE.md'), join(folder, 'harmless.md'));
      symlinkSync('/etc/passwd', join(folder, 'link'));
    });
    const create = (path: string): FileChange => ({ path, kind: 'create', hunks: [] });
    const evil: ChangeSet = { ...changes, files: [...changes.files, create('../x'), create('.git/hooks/pre-commit')] };
    const plan = await lab.applier().plan(evil, {});
    assert.deepEqual(edited(plan), ['plain.ts']);
    assert.deepEqual(plan.refused.map(({ path }) => path).sort(), [
      '../x',
      '.git/hooks/pre-commit',
      '.vscode/tasks.json',
      'harmless.md',
      'link',
      'package.json',
    ]);
    const ticked = await lab
      .applier()
      .plan(evil, { ticked: ['.vscode/tasks.json', 'package.json', 'harmless.md', 'link', '../x'] });
    assert.deepEqual(edited(ticked).sort(), [
      '.vscode/tasks.json',
      'CLAUDE.md',
      'harmless.md',
      'package.json',
      'plain.ts',
    ]);
    const some = await lab.applier().plan(evil, { files: ['plain.ts', 'package.json'] });
    assert.deepEqual([edited(some), some.refused.map(({ path }) => path)], [['plain.ts'], ['package.json']]);
  });

  it('writes nothing through a link or into a file that changed between plan and write', async () => {
    const outside = join(lab.root, 'outside');
    mkdirSync(outside);
    const changes = await lab.run((folder) => {
      lab.write('src/a.ts', 'run\n', folder);
      lab.write('made/x.ts', 'run\n', folder);
    });
    const applier = lab.applier();
    const plan = await applier.plan(changes, {});
    const first = await applier.begin(plan, 'apply');
    symlinkSync(outside, join(lab.workspace, 'made'));
    await assert.rejects(first.writeToDisk(), /symbolic link/);
    await first.rollback();
    assert.deepEqual(readdirSync(outside), []);
    assert.equal(read('src/a.ts'), lines());
    rmSync(join(lab.workspace, 'made'));
    const second = await applier.begin(plan, 'apply');
    lab.write('src/a.ts', 'typed meanwhile\n');
    await assert.rejects(second.writeToDisk(), /src\/a.ts was changed/);
    assert.deepEqual(await second.rollback(), ['src/a.ts'], 'somebody else changed it, so it is left');
    assert.equal(read('src/a.ts'), 'typed meanwhile\n');
    assert.ok(!lab.has('made'));
    await assert.rejects(applier.begin(plan, 'apply'), /src\/a.ts changed in the workspace/);
  });

  it('settles what an editor saved in its own way, and can still undo that', async () => {
    const changes = await lab.run((folder) => lab.write('src/a.ts', lines('run'), folder));
    const applier = lab.applier();
    const before = lab.state();
    const transaction = await applier.begin(await applier.plan(changes, {}), 'apply');
    lab.write('src/a.ts', lines('run').trimEnd());
    await assert.rejects(transaction.commit(), /not on disk as it was planned/);
    await assert.rejects(transaction.writeToDisk(), /was changed/);
    await transaction.writeToDisk(['src/a.ts']);
    assert.deepEqual(await transaction.rollback(), []);
    assert.deepEqual(lab.state(), before);
    const again = await applier.begin(await applier.plan(changes, {}), 'apply');
    await again.writeToDisk(['src/a.ts']);
    await again.commit();
    assert.equal(read('src/a.ts'), lines('run'));
  });

  /** A disk that fails at the n-th write, after having done the one before. */
  function failing(at: number, code: string): FileWriter {
    let count = 0;
    const fail = () => {
      count++;
      if (count === at) throw Object.assign(new Error(code), { code });
    };
    return {
      replace: async (...args) => {
        fail();
        await diskWriter.replace(...args);
      },
      remove: async (path) => {
        fail();
        await diskWriter.remove(path);
      },
    };
  }

  it('puts everything back when the disk fails at any point', async () => {
    const changes = await lab.run(everything);
    const before = lab.state();
    for (let at = 1; at <= 10; at++) {
      const applier = lab.applier(failing(at, ['ENOSPC', 'EACCES', 'EROFS'][at % 3] ?? ''));
      const transaction = await applier.begin(await applier.plan(changes, {}), 'apply');
      await assert.rejects(transaction.writeToDisk(), { name: 'FailureError' }, `write ${at}`);
      assert.deepEqual(await transaction.rollback(), []);
      assert.deepEqual(lab.state(), before, `after failing write ${at}`);
    }
    assert.equal(await lab.revert(), undefined);
    await lab.apply(changes);
    await lab.revert();
    assert.deepEqual(lab.state(), before);
  });

  it('says what could not be put back and keeps its former content', async () => {
    const changes = await lab.run((folder) => lab.write('src/a.ts', 'run\n', folder));
    const broken: FileWriter = {
      ...diskWriter,
      replace: async (path, bytes, ...rest) => {
        if (Buffer.from(bytes).toString() === lines()) throw Object.assign(new Error('EIO'), { code: 'EIO' });
        await diskWriter.replace(path, bytes, ...rest);
      },
    };
    const applier = lab.applier(broken);
    const transaction = await applier.begin(await applier.plan(changes, {}), 'apply');
    await transaction.writeToDisk();
    assert.deepEqual(await transaction.rollback(), ['src/a.ts']);
    assert.equal(read('.mao/runs/run-1/apply/0001/former/src/a.ts'), lines());
  });

  it('does not begin when its state can not be written', async () => {
    const changes = await lab.run(everything);
    const plan = await lab.applier().plan(changes, {});
    lab.write('.mao/runs/run-1/apply', 'in the way');
    const before = lab.state();
    await assert.rejects(lab.applier().begin(plan, 'apply'), { name: 'FailureError' });
    assert.deepEqual(lab.state(), before);
  });

  it('reverts several applies of one run together, and not what the user did since', async () => {
    const changes = await lab.run(everything);
    const before = lab.state();
    await lab.apply(changes, { files: ['src/a.ts', 'new/deep/file.ts'] });
    await lab.apply(changes);
    lab.write('crlf.txt', 'the user again\n');
    rmSync(join(lab.workspace, 'bom.txt'));
    const plan = await lab.revert();
    assert.deepEqual(plan?.conflicts.map(({ path }) => path).sort(), ['bom.txt', 'crlf.txt']);
    const { 'bom.txt': removed, ...rest } = before;
    assert.ok(removed);
    const expected = { ...rest, 'crlf.txt': lab.state()['crlf.txt'] };
    assert.deepEqual(lab.state(), expected);
    lab.write('crlf.txt', lines('changed').replaceAll('\n', '\r\n'));
    await lab.revert();
    assert.equal(lab.state()['crlf.txt'], before['crlf.txt']);
  });

  it('does not take back what the user did between two applies', async () => {
    const changes = await lab.run((folder) => lab.write('src/a.ts', lines('run'), folder));
    await lab.apply(changes);
    lab.write('src/a.ts', lines('user'));
    const more = {
      ...(await lab.run((folder) => lab.write('src/a.ts', lines('user', 'run'), folder))),
      runId: 'run-1',
    };
    await lab.apply(more);
    await lab.revert();
    assert.equal(read('src/a.ts'), lines('user'));
  });

  it('ends an apply that a crash cut short: back when half done, counted when done', async () => {
    const changes = await lab.run(everything);
    const before = lab.state();
    const applier = lab.applier(failing(4, 'EIO'));
    const transaction = await applier.begin(await applier.plan(changes, {}), 'apply');
    await assert.rejects(transaction.writeToDisk());
    const recover = () => recoverApply(lab.workspace, lab.stateDirectory, lab.guard);
    assert.deepEqual(await recover(), [], 'its process is alive');
    const orphan = (folder: string) => {
      const file = join(lab.stateDirectory, 'runs/run-1/apply', folder, 'journal.json');
      writeFileSync(file, readFileSync(file, 'utf8').replace(/"pid":\d+/, '"pid":4194303'));
    };
    orphan('0001');
    const [first] = await recover();
    assert.deepEqual([first?.outcome, first?.lost], ['rolled-back', []]);
    assert.deepEqual(lab.state(), before);
    const whole = lab.applier();
    const second = await whole.begin(await whole.plan(changes, {}), 'apply');
    await second.writeToDisk();
    orphan('0002');
    const done = lab.state();
    assert.deepEqual(
      (await recover()).map(({ outcome, runId, kind }) => [outcome, runId, kind]),
      [['completed', 'run-1', 'apply']],
    );
    assert.deepEqual(lab.state(), done);
    assert.deepEqual(await recover(), []);
    await lab.revert();
    assert.deepEqual(lab.state(), before);
  });
});
