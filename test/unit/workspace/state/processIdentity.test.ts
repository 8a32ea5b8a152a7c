import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { askStartTime, isRunning, ownProcess, seemsRunning } from '../../../../src/workspace/state/processIdentity';

const nobody = 999_999_999;

describe('process identity', () => {
  it('knows a process by its id and its start', async () => {
    const own = await ownProcess();
    assert.ok(await isRunning(own));
    assert.ok(seemsRunning(own));
    assert.ok(!(await isRunning({ ...own, pid: nobody })));
    assert.ok(!seemsRunning({ ...own, pid: nobody }));
  });

  it('tells an id that is used again apart on macOS too, where ps is asked', async function () {
    if (process.platform === 'win32' || !existsSync('/bin/ps')) this.skip();
    const started = await askStartTime(process.pid, 'darwin');
    assert.match(started, /\d\d:\d\d:\d\d/);
    assert.equal(await askStartTime(nobody, 'darwin'), '');
    assert.ok(await isRunning({ pid: process.pid, started }, 'darwin'));
    assert.ok(!(await isRunning({ pid: process.pid, started: 'Thu Jan  1 00:00:00 1970' }, 'darwin')));
  });

  it('takes a process for the same where its start can not be known', async () => {
    assert.ok(await isRunning({ pid: process.pid, started: '' }, 'darwin'));
    // There is no PowerShell here to ask.
    if (process.platform !== 'win32') assert.ok(await isRunning({ pid: process.pid, started: '638' }, 'win32'));
    assert.ok(!(await isRunning({ pid: nobody, started: '' }, 'win32')));
  });
});
