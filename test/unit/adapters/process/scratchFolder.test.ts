import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { scratchFolder } from '../../../../src/adapters/process/scratchFolder';

describe('scratchFolder', () => {
  let temporary: string;
  beforeEach(() => (temporary = mkdtempSync(join(tmpdir(), 'scratch-test-'))));
  afterEach(() => rmSync(temporary, { recursive: true, force: true }));

  it('is the user’s alone, and takes away what killed processes left, nothing else', async () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    const left = [`mao-mcp-${gone}-aaaaaa`, `mao-pal-${gone}-bbbbbb`];
    const stays = [`mao-mcp-${process.ppid}-cccccc`, `mao-mcp-dddddd`, `mao-host-${gone}-eeeeee`];
    for (const name of [...left, ...stays]) mkdirSync(join(temporary, name, 'deep'), { recursive: true });
    writeFileSync(join(temporary, left[0] ?? '', 'deep', 'servers.json'), 'secret');
    writeFileSync(join(temporary, `mao-mcp-${gone}-file`), '');
    const folder = await scratchFolder('mcp', temporary);
    const found = readdirSync(temporary).sort();
    assert.deepEqual(found, [...stays, basename(folder), `mao-mcp-${gone}-file`].sort());
    if (process.platform !== 'win32') assert.equal(statSync(folder).mode & 0o777, 0o700);
  });

  it('does without looking where it may not', async () => {
    await assert.rejects(scratchFolder('pal', join(temporary, 'none')), /ENOENT/);
  });
});
