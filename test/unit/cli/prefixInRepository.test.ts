import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prefixInRepository } from '../../../src/cli/prefixInRepository';

describe('cli/prefixInRepository', () => {
  let root = '';
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'mao-prefix-'))));
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it('is the path from the repository to the workspace', () => {
    const folder = join(root, 'packages', 'app');
    mkdirSync(folder, { recursive: true });
    mkdirSync(join(root, '.git'));
    assert.equal(prefixInRepository(root), '');
    assert.equal(prefixInRepository(folder), 'packages/app/');
    // A linked worktree or a submodule has a file of that name.
    writeFileSync(join(root, 'packages', '.git'), 'gitdir: elsewhere');
    assert.equal(prefixInRepository(folder), 'app/');
  });
});
