import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTail } from '../../../src/ui/transcript/readTail';

describe('readTail', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'mao-tail-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const file = (text: string) => {
    const path = join(folder, 'a.jsonl');
    writeFileSync(path, text);
    return path;
  };

  it('reads a short file whole', async () => {
    const path = file('one\ntwo\n');
    assert.deepEqual(await readTail(path, 100), { text: 'one\ntwo\n', left: 0, file: path });
  });

  it('reads the end of a long one from the beginning of a line on', async () => {
    const path = file('first line\nsecond line\nthird\n');
    assert.deepEqual(await readTail(path, 10), { text: 'third\n', left: 23, file: path });
  });

  it('cuts a line that is longer than that', async () => {
    const path = file('x'.repeat(50));
    assert.deepEqual(await readTail(path, 10), { text: 'x'.repeat(10), left: 40, file: path });
  });

  it('gives nothing where there is no file', async () => {
    assert.equal(await readTail(join(folder, 'none'), 10), undefined);
  });
});
