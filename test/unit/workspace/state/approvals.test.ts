import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FailureError } from '../../../../src/core/failure';
import { openApprovals } from '../../../../src/workspace/state/approvals';

describe('approvals', () => {
  let folder: string;
  let data: string;
  let workspace: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mao-approvals-'));
    data = join(folder, 'data');
    workspace = join(folder, 'workspace');
    await mkdir(workspace);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('holds for exactly what was approved, and over a restart', async () => {
    const approvals = openApprovals(data, workspace);
    assert.equal(await approvals.isApproved('mcp-commands', 'uvx pal-mcp-server'), false);
    await approvals.approve('mcp-commands', 'uvx pal-mcp-server');
    const later = openApprovals(data, workspace);
    assert.equal(await later.isApproved('mcp-commands', 'uvx pal-mcp-server'), true);
    assert.equal(await later.isApproved('mcp-commands', 'uvx pal-mcp-server '), false);
    assert.equal(await later.isApproved('model-commands', 'uvx pal-mcp-server'), false);
  });

  it('belongs to one workspace, by whichever path it is opened', async () => {
    const other = join(folder, 'other');
    const link = join(folder, 'link');
    await mkdir(other);
    await symlink(workspace, link);
    await openApprovals(data, workspace).approve('checks', 'npm test');
    assert.equal(await openApprovals(data, other).isApproved('checks', 'npm test'), false);
    assert.equal(await openApprovals(data, link).isApproved('checks', 'npm test'), true);
  });

  it('loses none of many that are given at once, and leaves nothing in the workspace', async () => {
    const subjects = Array.from({ length: 20 }, (_, index) => `command ${index}`);
    await Promise.all(subjects.map((subject) => openApprovals(data, workspace).approve('checks', subject)));
    const known = await Promise.all(
      subjects.map((subject) => openApprovals(data, workspace).isApproved('checks', subject)),
    );
    assert.deepEqual(
      known,
      subjects.map(() => true),
    );
    assert.deepEqual(await readdir(workspace), []);
  });

  it('says what to do when the disk takes no approval', async () => {
    await writeFile(data, 'a file where the folder should be');
    await assert.rejects(
      openApprovals(data, workspace).approve('checks', 'npm test'),
      (error) => error instanceof FailureError && error.failure.message.startsWith('MAO can not write'),
    );
  });
});
