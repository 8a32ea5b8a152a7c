import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findExecutable } from '../../../../src/adapters/process/findExecutable';

describe('findExecutable', () => {
  let root: string;
  let workspace: string;

  /** Makes a program in a folder below the root; answers its path. */
  function program(path: string, mode = 0o755): string {
    const file = join(root, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, '#!/bin/sh\n');
    chmodSync(file, mode);
    return file;
  }
  const find = (name: string, ...entries: string[]) =>
    findExecutable(name, { env: { PATH: entries.join(':') }, workspace });

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'mao-find-')));
    workspace = join(root, 'workspace');
    mkdirSync(workspace);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('finds the first program of that name', async () => {
    const first = program('a/tool');
    program('b/tool');
    assert.equal(await find('tool', join(root, 'none'), join(root, 'a'), join(root, 'b')), first);
    assert.equal(await find('other', join(root, 'a')), undefined);
    assert.equal(await findExecutable('tool', { env: {}, workspace }), undefined);
  });

  it('skips empty and relative entries', async () => {
    program('a/tool');
    const before = process.cwd();
    process.chdir(root);
    try {
      assert.equal(await find('tool', '', 'a', './a', '.'), undefined);
    } finally {
      process.chdir(before);
    }
  });

  it('skips what is not a program', async () => {
    program('plain/tool', 0o644);
    mkdirSync(join(root, 'folder', 'tool'), { recursive: true });
    const good = program('good/tool');
    assert.equal(await find('tool', join(root, 'plain'), join(root, 'folder'), join(root, 'good')), good);
  });

  it('skips the workspace, also through symlinks in either direction', async () => {
    program('workspace/node_modules/.bin/tool');
    symlinkSync(join(workspace, 'node_modules', '.bin'), join(root, 'innocent'));
    mkdirSync(join(root, 'bin'));
    symlinkSync(join(workspace, 'node_modules', '.bin', 'tool'), join(root, 'bin', 'tool'));
    program('elsewhere/tool');
    symlinkSync(join(root, 'elsewhere'), join(workspace, 'link'));
    const entries = [join(workspace, 'node_modules', '.bin'), join(root, 'innocent'), join(root, 'bin')];
    assert.equal(await find('tool', ...entries), undefined);
    symlinkSync(join(root, 'elsewhere', 'tool'), join(workspace, 'tool'));
    assert.equal(await find('tool', workspace), undefined, 'a link in the workspace that leads out');
    assert.equal(await find('tool', ...entries, join(root, 'elsewhere')), join(root, 'elsewhere', 'tool'));
  });

  it('does not take a sibling with the same prefix for the workspace', async () => {
    const file = program('workspace-tools/tool');
    assert.equal(await find('tool', join(root, 'workspace-tools')), file);
  });

  it('follows a link to a program outside, as npm makes them', async () => {
    program('lib/tool.js');
    mkdirSync(join(root, 'bin'));
    symlinkSync('../lib/tool.js', join(root, 'bin', 'tool'));
    assert.equal(await find('tool', join(root, 'bin')), join(root, 'bin', 'tool'));
  });
});
