import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorktreeFiles } from '../../../src/core/ports/worktreeFiles';
import { createRedactor } from '../../../src/core/redaction/redactor';
import { applyAnswer } from '../../../src/orchestration/applyAnswer';
import { openWorktreeFiles } from '../../../src/workspace/snapshot/worktreeFiles';
import { maliciousPaths } from '../../unit/workspace/paths/maliciousPaths';

describe('the files of a worktree', () => {
  let root: string;
  let folder: string;
  let files: WorktreeFiles;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'mao-files-')));
    folder = join(root, 'worktree');
    mkdirSync(join(folder, 'src'), { recursive: true });
    writeFileSync(join(folder, '.git'), 'gitdir: /elsewhere\n');
    writeFileSync(join(root, 'secret'), 'secret\n');
    symlinkSync(join(root, 'secret'), join(folder, 'link'));
    symlinkSync(root, join(folder, 'outside'));
    files = openWorktreeFiles(folder);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('finds text with its form, and says what is none', async () => {
    writeFileSync(join(folder, 'src/a.ts'), '\uFEFFone\r\ntwo');
    writeFileSync(join(folder, 'b.bin'), Buffer.from([0xff, 0xfe, 0x00]));
    writeFileSync(join(folder, 'nul'), 'a\0b');
    writeFileSync(join(folder, 'huge'), 'x'.repeat(4 * 1024 * 1024 + 1));
    assert.deepEqual(await files.find('src/a.ts'), { kind: 'text', text: '\uFEFFone\r\ntwo' });
    assert.deepEqual(await files.find('none/at/all'), { kind: 'none' });
    for (const path of ['b.bin', 'nul', 'huge']) assert.equal((await files.find(path)).kind, 'opaque', path);
  });

  it('neither reads nor writes what leads out, or is git’s', async () => {
    for (const path of ['link', 'outside/secret', 'outside/new', '.git', '.git/x', '.mao/x', 'src', 'src/../../x']) {
      assert.equal((await files.find(path)).kind, 'refused', path);
      await assert.rejects(
        files.write(
          new Map([
            ['ok', 'ok'],
            [path, 'x'],
          ]),
        ),
        /can not be written/,
        path,
      );
      await assert.rejects(files.write(new Map([[path, undefined]])), /can not be written/, path);
    }
    assert.equal(readFileSync(join(root, 'secret'), 'utf8'), 'secret\n');
    assert.equal(existsSync(join(root, 'new')), false);
    assert.equal(existsSync(join(folder, 'ok')), false);
  });

  it('does not follow a link that came between the answer and its writing', async () => {
    assert.equal((await files.find('late')).kind, 'none');
    symlinkSync(join(root, 'secret'), join(folder, 'late'));
    await assert.rejects(files.write(new Map([['late', 'x']])));
    assert.equal(readFileSync(join(root, 'secret'), 'utf8'), 'secret\n');
  });

  it('makes folders, deletes, and keeps a file’s mode', async () => {
    writeFileSync(join(folder, 'run.sh'), '#!/bin/sh\n');
    chmodSync(join(folder, 'run.sh'), 0o755);
    writeFileSync(join(folder, 'gone'), '');
    await files.write(
      new Map([
        ['run.sh', '#!/bin/sh\r\nls\r\n'],
        ['a/b/c.txt', 'c'],
        ['gone', undefined],
        ['never', undefined],
      ]),
    );
    assert.equal(readFileSync(join(folder, 'run.sh'), 'utf8'), '#!/bin/sh\r\nls\r\n');
    assert.equal(statSync(join(folder, 'run.sh')).mode & 0o777, 0o755);
    assert.equal(readFileSync(join(folder, 'a/b/c.txt'), 'utf8'), 'c');
    assert.equal(existsSync(join(folder, 'gone')), false);
  });

  it('writes nothing of an answer that names a malicious path', async () => {
    let rejected = 0;
    for (const path of maliciousPaths) {
      const applied = await applyAnswer(
        files,
        `FILE: ok.txt\n\`\`\`\nok\n\`\`\`\nFILE: ${path}\n\`\`\`\nx\n\`\`\`\n`,
        createRedactor([]),
      );
      if (applied.kind === 'rejected') rejected += 1;
      // Read as a harmless path (`./x` is `x`), or as no header at all: a line separator ends it.
      else {
        assert.deepEqual(
          [...applied.files.keys()].filter((name) => !['ok.txt', 'x', 'a/b'].includes(name)),
          [],
        );
      }
    }
    assert.ok(rejected >= maliciousPaths.length - 5, `${rejected} of ${maliciousPaths.length}`);
    assert.deepEqual(readdirSync(root).sort(), ['secret', 'worktree']);
    assert.deepEqual(readdirSync(folder).sort(), ['.git', 'a', 'link', 'ok.txt', 'outside', 'src', 'x']);
    assert.equal(readFileSync(join(folder, '.git'), 'utf8'), 'gitdir: /elsewhere\n');
  });
});
