import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dismissalOf } from '../../../../src/core/dismissal';
import { openDismissals } from '../../../../src/workspace/state/dismissals';
import { finding } from '../../qa/findings';

describe('openDismissals', () => {
  let state = '';
  beforeEach(() => (state = mkdtempSync(join(tmpdir(), 'mao-dismissed-'))));
  afterEach(() => rmSync(state, { recursive: true }));
  const dismissal = (id: string) => dismissalOf(finding({ id }), 'on purpose', new Date(0));

  it('keeps, lists and takes back dismissals, hidden from git', async () => {
    const dismissals = openDismissals(state);
    assert.deepEqual(await dismissals.list(), []);
    await dismissals.save(dismissal('q1'));
    await dismissals.save(dismissal('../../q2'));
    assert.deepEqual((await openDismissals(state).list()).map(({ id }) => id).toSorted(), ['../../q2', 'q1']);
    assert.equal(readFileSync(join(state, '.gitignore'), 'utf8'), '*\n');
    await dismissals.remove('q1');
    await dismissals.remove('q1');
    assert.deepEqual(await dismissals.list(), [dismissal('../../q2')]);
  });

  it('does without a damaged file', async () => {
    const dismissals = openDismissals(state);
    await dismissals.save(dismissal('q1'));
    const folder = join(state, 'dismissed');
    writeFileSync(join(folder, readdirSync(folder)[0] ?? ''), '{"id":');
    writeFileSync(join(folder, 'note.txt'), 'x');
    assert.deepEqual(await dismissals.list(), []);
  });
});
