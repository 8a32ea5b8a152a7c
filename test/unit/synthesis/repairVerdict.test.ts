import assert from 'node:assert/strict';
import type { DiffFile } from '../../../src/core/ports/snapshotStore';
import { repairVerdict } from '../../../src/synthesis/repairVerdict';
import type { CheckResult } from '../../../src/synthesis/runChecks';

const check = (name: string, outcome: CheckResult['outcome']): CheckResult => ({
  ...{ name, outcome, command: [name], exitCode: 0, durationMs: 1, output: '' },
});
const file = (path: string, kind: DiffFile['kind'] = 'modify', from?: string): DiffFile => ({
  ...{ path, kind, binary: false, added: 1, removed: 1 },
  ...(from === undefined ? {} : { from }),
});
const verdict = (
  after: readonly CheckResult[],
  changed: readonly DiffFile[] = [file('src/a.ts')],
  redBefore: readonly string[] = [],
) =>
  repairVerdict({
    before: [check('types', 'passed'), check('tests', 'failed'), check('build', 'skipped')],
    ...{ after, changed, redBefore: new Set(redBefore), mayChange: ['src/a.ts', 'src/own'] },
  });
const green = [check('types', 'passed'), check('tests', 'passed'), check('build', 'skipped')];
const red = [check('types', 'passed'), check('tests', 'failed'), check('build', 'skipped')];

describe('repairVerdict', () => {
  it('keeps what makes the checks green, and what leaves them as they were', () => {
    assert.deepEqual(verdict(green), { green: true, outside: [], rollBack: undefined });
    assert.deepEqual(verdict(red), { green: false, outside: [], rollBack: undefined });
  });

  it('takes back what makes a check fail that passed, in time or not', () => {
    for (const outcome of ['failed', 'timed-out'] as const) {
      const { rollBack } = verdict([check('types', outcome), check('tests', 'passed')]);
      assert.equal(rollBack, 'types passed before and failed after it');
    }
  });

  it('allows files of others only to what makes the checks green', () => {
    const changed = [file('src/b.ts'), file('src/own/c.ts')];
    assert.deepEqual(verdict(green, changed), { green: true, outside: ['src/b.ts'], rollBack: undefined });
    assert.equal(verdict(red, changed).rollBack, 'it changed src/b.ts, not its own, and the checks stayed red');
  });

  it('takes back what takes tests of others away, however green it is', () => {
    assert.equal(verdict(green, [file('test/b.test.ts', 'delete')]).rollBack, 'it took away test/b.test.ts');
    const renamed = [file('old.txt', 'rename', 'test/b.test.ts')];
    assert.equal(verdict(green, renamed).rollBack, 'it took away test/b.test.ts');
    assert.equal(verdict(green, [file('src/own/a.test.ts', 'delete')]).rollBack, undefined);
  });

  it('does not ask for more than the run broke', () => {
    assert.equal(verdict(red, undefined, ['tests']).green, true);
  });
});
