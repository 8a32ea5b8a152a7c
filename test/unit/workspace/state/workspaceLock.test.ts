import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../../../src/core/usageError';
import { acquireWorkspaceLock } from '../../../../src/workspace/state/workspaceLock';

describe('workspace lock', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'mao-lock-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('lets one run in at a time and names the one that is there', async () => {
    const release = await acquireWorkspaceLock(folder, 'first');
    await assert.rejects(
      acquireWorkspaceLock(folder, 'second'),
      (error) => error instanceof UsageError && error.message.includes('first'),
    );
    await release();
    await (
      await acquireWorkspaceLock(folder, 'second')
    )();
  });

  it('takes over the lock of a process that is gone, and of one whose id was used again', async () => {
    await writeFile(join(folder, 'lock'), '999999999\n1\nold\n');
    await (
      await acquireWorkspaceLock(folder, 'new')
    )();
    await writeFile(join(folder, 'lock'), `${process.pid}\nanother start\nold\n`);
    await (
      await acquireWorkspaceLock(folder, 'new')
    )();
    await writeFile(join(folder, 'lock'), 'garbage');
    const release = await acquireWorkspaceLock(folder, 'new');
    assert.match(await readFile(join(folder, 'lock'), 'utf8'), /new/);
    await release();
  });
});
