import assert from 'node:assert/strict';
import { normalWorkspacePath, samePathKey, workspacePathProblem } from '../../../src/core/workspacePath';

describe('workspace paths', () => {
  it('are written with forward slashes and without ./', () => {
    assert.equal(normalWorkspacePath(' ./src\\a//b.ts '), 'src/a/b.ts');
    assert.equal(normalWorkspacePath('/etc'), '/etc');
    assert.equal(normalWorkspacePath('././a'), 'a');
  });

  it('stay inside', () => {
    for (const bad of [
      '',
      '.',
      '/a',
      '//a/b',
      '~/a',
      'C:/a',
      'c:a',
      '..',
      '../a',
      'a/../../b',
      'a/..',
      'a/./b',
      'a/',
      'a\u0000b',
      'a\nb',
    ]) {
      assert.notEqual(
        workspacePathProblem(normalWorkspacePath(bad).replace(/^$/, bad)),
        undefined,
        JSON.stringify(bad),
      );
    }
    for (const good of ['a', 'src/a b.ts', '.env', '..a/b', 'ä/日本.ts', 'a..b']) {
      assert.equal(workspacePathProblem(good), undefined, good);
    }
  });

  it('are the same file when case or Unicode form alone differ', () => {
    assert.equal(samePathKey('src/Caf\u00e9.ts'), samePathKey('SRC/cafe\u0301.ts'));
  });
});
