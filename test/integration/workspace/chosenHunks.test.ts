import assert from 'node:assert/strict';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { withHunks } from '../../../src/core/changeHunk';
import { type ApplyLab, lines, mixedLab } from './applyLab';

/** Twenty lines of which the named ones (from 1) are another. */
const with_ = (numbers: readonly number[], word: string) =>
  lines(...Array.from({ length: 20 }, (_, at) => (numbers.includes(at + 1) ? word : `line ${at + 1}`)));

describe('hunks of a change', () => {
  let lab: ApplyLab;
  beforeEach(() => {
    lab = mixedLab();
  });
  afterEach(() => lab.remove());

  const read = (path: string) => readFileSync(join(lab.workspace, path), 'utf8');
  const apply = async (path: string, hunks: readonly number[], work: (folder: string) => void, before?: () => void) => {
    const changes = await lab.run(work);
    before?.();
    return lab.apply(changes, { files: [path], hunks: { [path]: hunks } });
  };

  it('are applied alone, and taken back to the byte', async () => {
    const before = lab.state();
    const work = (folder: string) => lab.write('src/a.ts', with_([2, 9, 17], 'new'), folder);
    const plan = await apply('src/a.ts', [0, 2], work);
    assert.deepEqual(plan.conflicts, []);
    assert.equal(read('src/a.ts'), with_([2, 17], 'new'));
    await lab.revert();
    assert.deepEqual(lab.state(), before);
  });

  it('are merged with what the user did meanwhile, also where a refused one would be', async () => {
    const work = (folder: string) => lab.write('src/a.ts', with_([2, 17], 'new'), folder);
    const typed = () => writeFileSync(join(lab.workspace, 'src/a.ts'), with_([17], 'mine'));
    const plan = await apply('src/a.ts', [0], work, typed);
    assert.deepEqual(plan.conflicts, []);
    assert.equal(read('src/a.ts'), with_([2], 'new').replace('line 17', 'mine'));
  });

  it('keep line ends, follow a rename, and leave binary and new files whole', async () => {
    const changes = await lab.run((folder) => {
      lab.write('crlf.txt', with_([2, 17], 'new').replaceAll('\n', '\r\n'), folder);
      renameSync(join(folder, 'src/old.ts'), join(folder, 'src/renamed.ts'));
      lab.write('src/renamed.ts', lines('old', 'second').replace('line 20', 'last'), folder);
      lab.write('bin.dat', Buffer.from([0, 9, 9]), folder);
      lab.write('fresh.ts', 'fresh\n', folder);
    });
    const hunks = { 'crlf.txt': [1], 'src/renamed.ts': [0], 'bin.dat': [], 'fresh.ts': [] };
    const plan = await lab.apply(changes, { hunks });
    assert.deepEqual(plan.conflicts, []);
    assert.equal(read('crlf.txt'), with_([17], 'new').replaceAll('\n', '\r\n'));
    assert.equal(read('src/renamed.ts'), lines('old', 'second'));
    assert.ok(!lab.has('src/old.ts'));
    assert.deepEqual(readFileSync(join(lab.workspace, 'bin.dat')), Buffer.from([0, 9, 9]));
    assert.equal(read('fresh.ts'), 'fresh\n');
  });

  it('give the whole result when all are taken, and the base when none is', async function () {
    this.timeout(120_000);
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })
      .chain((all) => fc.constantFrom('', '\n').map((end) => `${all.join('\n')}${end}`));
    await fc.assert(
      fc.asyncProperty(text, text, async (base, result) => {
        lab.write('src/a.ts', base);
        const changes = await lab.run((folder) => lab.write('src/a.ts', result, folder));
        const [entry] = (await lab.store1.listChanges(changes.base, changes.result)).filter(
          ({ path }) => path === 'src/a.ts',
        );
        if (!entry?.before || !entry.after) return;
        const hunks = await lab.store1.listHunks(entry.before.oid, entry.after.oid);
        const all = new Set(hunks.keys());
        assert.equal(withHunks(base, result, hunks, all), result);
        assert.equal(withHunks(base, result, hunks, new Set()), base);
      }),
      { numRuns: 30 },
    );
  });
});
