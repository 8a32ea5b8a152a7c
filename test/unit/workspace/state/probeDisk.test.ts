import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probeDisk } from '../../../../src/workspace/state/probeDisk';

describe('probeDisk', () => {
  it('is content with folders that take a file, leaves none behind, and blames no disk for what is no fault of it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mao-probe-'));
    try {
      const file = join(folder, 'file');
      await writeFile(file, '');
      assert.equal(await probeDisk([folder, join(folder, 'made'), file]), undefined);
      assert.deepEqual((await readdir(folder, { recursive: true })).sort(), ['file', 'made']);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
