import assert from 'node:assert/strict';
import { filesOfRuns, isRelated } from '../../../../src/orchestration/qa/earlierRuns';
import { runState, workstream } from '../../synthesis/reportState';

describe('filesOfRuns', () => {
  const files = (sections: readonly string[], applied: readonly string[] | undefined) => {
    const workstreams = [
      { ...workstream('a', 'opus', { files: ['src/a.ts', 'src/gone.ts'] }), section: '2' },
      { ...workstream('b', 'opus', { files: ['src/b.ts'] }), section: '3' },
    ];
    const changes = {
      files: ['src/a.ts', 'src/b.ts', 'src/repaired.ts'].map((path) => ({ path, kind: 'create' as const, hunks: [] })),
      refused: [],
    };
    return [...filesOfRuns([runState({ workstreams, changes, applied })], sections)];
  };

  it('are those that the section’s workstreams wrote and the user took, and what repairs touched', () => {
    const applied = ['src/a.ts', 'src/b.ts', 'src/repaired.ts'];
    assert.deepEqual(files(['2'], applied), ['src/a.ts', 'src/repaired.ts']);
    assert.deepEqual(files(['3.1'], applied), ['src/b.ts', 'src/repaired.ts']);
    assert.deepEqual(files(['2'], undefined), []);
  });

  it('takes a part of a section for related, and no other number that begins alike', () => {
    assert.deepEqual(
      [isRelated('2', '2.1'), isRelated('2.1', '2'), isRelated('2', '21'), isRelated('2.1', '2.10')],
      [true, true, false, false],
    );
  });
});
