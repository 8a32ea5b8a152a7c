import assert from 'node:assert/strict';
import { chmodSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type ApplyLab, lines, mixedLab } from '../integration/workspace/applyLab';
import { fingerprint } from '../integration/workspace/lab';
import { times } from './soak';

describe('safety: edits', () => {
  let lab: ApplyLab;
  beforeEach(() => {
    lab = mixedLab();
  });
  afterEach(() => lab.remove());
  const read = (path: string) => readFileSync(join(lab.workspace, path), 'utf8');

  it('is hash-identical after apply and revert over 100 random change sets', async function () {
    this.timeout(times(300_000, 3_000_000));
    const path = fc.constantFrom(
      'src/a.ts',
      'src/b.ts',
      'src/gone.ts',
      'src/old.ts',
      'crlf.txt',
      'bom.txt',
      'bin.dat',
      'new.ts',
      'deep/er/new.ts',
      'deep/x.ts',
    );
    const content = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.uint8Array({ maxLength: 30 }),
      fc.constantFrom(lines('x'), lines('y').replaceAll('\n', '\r\n'), '\uFEFFz'),
    );
    const operation = fc.oneof(
      fc.record({ kind: fc.constant('write' as const), path, content, executable: fc.boolean() }),
      fc.record({ kind: fc.constant('delete' as const), path }),
      fc.record({
        kind: fc.constant('move' as const),
        path,
        to: fc.constantFrom('moved.ts', 'deep/moved.ts', 'src/a.ts'),
      }),
    );
    const before = lab.state();
    let touched = 0;
    let number = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 8 }), async (operations) => {
        const runId = `random-${number++}`;
        const changes = await lab.run((folder) => {
          for (const step of operations) {
            const file = join(folder, step.path);
            const there = lstatSync(file, { throwIfNoEntry: false }) !== undefined;
            if (step.kind === 'write') {
              lab.write(step.path, step.content, folder);
              chmodSync(file, step.executable ? 0o755 : 0o644);
            } else if (step.kind === 'delete') rmSync(file, { force: true });
            else if (there) {
              mkdirSync(join(folder, 'deep'), { recursive: true });
              renameSync(file, join(folder, step.to));
            }
          }
        }, runId);
        const plan = await lab.apply(changes);
        touched += plan.edits.length;
        assert.deepEqual(plan.conflicts, []);
        await lab.revert(runId);
        assert.deepEqual(lab.state(), before);
      }),
      { numRuns: times(100, 300) },
    );
    assert.ok(touched > 200, `only ${touched} files were touched`);
  });

  it('loses no byte of the user in 50 interleavings of edits', async function () {
    this.timeout(times(300_000, 3_000_000));
    const changes = await lab.run((folder) => {
      lab.write('src/a.ts', lines('run 1', 'line 2', 'run 3'), folder);
      rmSync(join(folder, 'src/gone.ts'));
      renameSync(join(folder, 'src/old.ts'), join(folder, 'src/renamed.ts'));
      lab.write('src/new.ts', 'run\n', folder);
    });
    const pristine = lab.state();
    const moment = fc.constantFrom('before plan', 'before begin', 'before write', 'before commit', 'before rollback');
    const path = fc.constantFrom('src/a.ts', 'src/gone.ts', 'src/old.ts', 'src/new.ts', 'src/renamed.ts');
    const edit = fc.record({ moment, path, line: fc.integer({ min: 0, max: 19 }) });
    let number = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), fc.boolean(), async (typed, giveUp) => {
        const runId = `i-${number++}`;
        const marks = new Map<string, string>();
        mkdirSync(join(lab.stateDirectory, 'runs', runId), { recursive: true });
        const at = (now: string) => {
          for (const [index, { moment: when, path: where, line }] of typed.entries()) {
            if (when !== now) continue;
            const mark = `typed ${index} by the user`;
            const old = lab.has(where) ? read(where).split('\n') : [];
            old.splice(Math.min(line, old.length), 0, mark);
            lab.write(where, old.join('\n'));
            marks.set(mark, where);
          }
        };
        const applier = lab.applier();
        at('before plan');
        const plan = await applier.plan({ ...changes, runId }, {});
        at('before begin');
        try {
          const transaction = await applier.begin(plan, 'apply');
          try {
            at('before write');
            await transaction.writeToDisk();
            at('before commit');
            if (giveUp) throw new Error('given up');
            await transaction.commit();
          } catch {
            at('before rollback');
            await transaction.rollback();
          }
        } catch {
          // begin refuses what changed since the plan
        }
        const kept = Object.keys(fingerprint(join(lab.stateDirectory, 'runs', runId)))
          .filter((file) => /\/(former|replaced)\/.*[^/]$/.test(file))
          .map((file) => `.mao/runs/${runId}/${file}`);
        const inPlace = Object.keys(lab.state()).filter((file) => !file.endsWith('/'));
        const all = [...inPlace, ...kept].map(read).join('\n');
        for (const [mark, where] of marks) assert.ok(all.includes(mark), `${mark} in ${where} is lost`);
        for (const file of Object.keys(lab.state())) {
          if (!(file in pristine)) rmSync(join(lab.workspace, file), { recursive: true });
        }
        lab.write('src/a.ts', lines());
        lab.write('src/gone.ts', 'gone\n');
        lab.write('src/old.ts', lines('old'));
        assert.deepEqual(lab.state(), pristine);
      }),
      { numRuns: times(50, 200) },
    );
  });
});
