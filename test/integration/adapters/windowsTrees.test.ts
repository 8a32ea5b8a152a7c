import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { endGroup, ProcessGroup } from '../../../src/adapters/process/processGroup';
import { systemClock } from '../../../src/core/ports/clock';

const asWindows = "data:text/javascript,Object.defineProperty(process, 'platform', { value: 'win32' })";

/** The branches for Windows, on a system where `\` is a letter of a file's name: a scripted taskkill tells its arguments. */
describe('process trees on Windows', function () {
  this.timeout(20_000);
  let folder: string;
  let before: string | undefined;
  const told = () =>
    existsSync(join(folder, 'told')) ? readFileSync(join(folder, 'told'), 'utf8').trim().split('\n') : [];
  const root = () => join(folder, 'Windows');
  beforeEach(function () {
    if (process.platform === 'win32') this.skip();
    folder = mkdtempSync(join(tmpdir(), 'mao-windows-'));
    const script = `#!/bin/sh\necho "$@" >> '${join(folder, 'told')}'\n`;
    writeFileSync(`${root()}\\System32\\taskkill.exe`, script, { mode: 0o755 });
    before = process.env['SystemRoot'];
    process.env['SystemRoot'] = root();
  });
  afterEach(() => {
    if (before === undefined) delete process.env['SystemRoot'];
    else process.env['SystemRoot'] = before;
    rmSync(folder, { recursive: true, force: true });
  });

  it('are ended as a whole by taskkill', async () => {
    await endGroup(4711, systemClock, 'win32');
    assert.deepEqual(told(), ['/pid 4711 /T /F']);
  });

  it('are not asked to end, as there is no signal for it', () => {
    assert.equal(new ProcessGroup(process.pid, systemClock, 'win32').interrupt(), false);
  });

  it('are ended by the guard when MAO is gone, those that live still', async () => {
    const guard = spawn(process.execPath, ['--import', asWindows, resolve('dist/guard.js')], {
      stdio: ['pipe', 'ignore', 'inherit'],
      env: { SystemRoot: root() },
    });
    guard.stdin.end('+4711\n+4712\n-4711\n+4713\nrubbish\n+1\n');
    assert.equal(await new Promise((done) => guard.once('exit', done)), 0);
    assert.deepEqual(told().toSorted(), ['/pid 4712 /T /F', '/pid 4713 /T /F']);
  });
});
