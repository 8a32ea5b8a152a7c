import assert from 'node:assert/strict';
import { toolDetail } from '../../../../src/adapters/common/toolDetail';

describe('toolDetail', () => {
  it('says what a tool is used on', () => {
    assert.equal(toolDetail({ content: 'x', file_path: '/w/src/a.ts' }, '/w'), 'src/a.ts');
    assert.equal(toolDetail({ command: 'cat /w/a\n&& ls' }, '/w'), 'cat a && ls');
    assert.equal(toolDetail('ls', '/w'), 'ls');
  });

  it('has nothing to say of arguments it does not know', () => {
    for (const input of [undefined, null, 3, [], {}, { other: 'x' }, { path: 3 }]) {
      assert.equal(toolDetail(input, '/w'), '');
    }
  });
});
