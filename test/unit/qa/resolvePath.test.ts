import assert from 'node:assert/strict';
import { resolvePath } from '../../../src/qa/anchor/resolvePath';

const files = ['src/a.ts', 'src/b/a.ts', 'src/store.ts', 'README.md'];
const root = '/tmp/mao/desk';

describe('resolvePath', () => {
  it('finds the file that a model means', () => {
    const spellings = [
      'src/store.ts',
      './src/store.ts',
      'src\\store.ts',
      'store.ts',
      'SRC/Store.ts',
      `${root}/src/store.ts`,
    ];
    for (const path of [
      ...spellings,
      'src/store.ts:12',
      'src/store.ts:12-14',
      'src/store.ts#L3',
      'b/src/store.ts',
      '`src/store.ts`',
    ]) {
      assert.equal(resolvePath(path, files, root), 'src/store.ts', path);
    }
  });

  it('knows no file that is not there, is ambiguous or lies outside', () => {
    for (const path of [
      'src/invented.ts',
      'a.ts',
      '',
      '/',
      '../src/store.ts',
      '/etc/passwd',
      `${root}/../x/src/store.tsx`,
    ]) {
      assert.equal(resolvePath(path, files, root), undefined, path);
    }
  });
});
