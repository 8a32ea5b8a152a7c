import assert from 'node:assert/strict';
import type { CheckCommand } from '../../../src/core/ports/approver';
import { checksFingerprint } from '../../../src/synthesis/checksFingerprint';
import { relevantChecks } from '../../../src/synthesis/relevantChecks';

const check = (name: string, folder?: string): CheckCommand => ({
  ...{ name, command: [name], source: 'x' },
  ...(folder === undefined ? {} : { folder }),
});
const names = (commands: readonly CheckCommand[], ...changed: string[]) =>
  relevantChecks(commands, changed).map(({ name }) => name);

describe('relevantChecks', () => {
  it("runs the root's, and those of a folder when it was changed", () => {
    const all = [check('root'), check('api', 'api'), check('web', 'apps/web')];
    assert.deepEqual(names(all, 'README.md', 'apix/a.py'), ['root']);
    assert.deepEqual(names(all, 'apps/web/a.ts'), ['root', 'web']);
  });

  it('runs all of a few folders where the root has none, since they may build on each other', () => {
    assert.deepEqual(names([check('api', 'api'), check('web', 'web')], 'api/a.py'), ['api', 'web']);
  });

  it('runs only those of changed folders where there are many', () => {
    const many = Array.from({ length: 9 }, (_, at) => check(`p${at}`, `packages/p${at}`));
    assert.deepEqual(names(many, 'packages/p3/a.ts'), ['p3']);
    assert.deepEqual(names(many, 'README.md'), []);
  });

  it('the same commands in another folder are another approval, those of the root the one that they were', () => {
    const [root, folder] = [checksFingerprint([check('a')]), checksFingerprint([check('a', 'web')])];
    assert.equal(root, '[["a",["a"],"x",null]]');
    assert.notEqual(root, folder);
  });
});
