import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../../../src/core/usageError';
import { createGit, endedBy } from '../../../../src/workspace/git/git';
import { ownGitEnvironment, userGitEnvironment } from '../../../../src/workspace/git/gitEnvironment';
import { assertSupportedVersion } from '../../../../src/workspace/git/gitVersion';
import { fromBytes, joinRecords, splitRecords, toBytes } from '../../../../src/workspace/git/records';

describe('git', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'mao-git-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A program that stands for git: prints a version, else its environment and arguments. */
  function scripted(version: string): string {
    const file = join(folder, 'git');
    writeFileSync(
      file,
      `#!/bin/sh\nif [ "$1" = --version ]; then echo "${version}"; exit 0; fi\nenv; for a in "$@"; do echo "arg:$a"; done\n`,
    );
    chmodSync(file, 0o755);
    return file;
  }
  const create = (path: string, environment: Record<string, string> = {}, assertMayExecute = () => undefined) =>
    createGit({ path, environment, assertMayExecute });

  it('takes 2.38 and newer, of every vendor', () => {
    for (const printed of [
      'git version 2.38.0',
      'git version 2.39.5 (Apple Git-154)',
      'git version 2.51.0.windows.1',
      'git version 3.0',
    ]) {
      assert.doesNotThrow(() => assertSupportedVersion(printed));
    }
    for (const printed of ['git version 2.37.9', 'git version 1.99', '', 'command not found']) {
      assert.throws(() => assertSupportedVersion(printed), UsageError);
    }
  });

  it('ends when its signal aborts, and does not begin after that', async () => {
    const file = scripted('git version 2.40.0');
    const pid = join(folder, 'pid');
    writeFileSync(
      file,
      `#!/bin/sh\n[ "$1" = --version ] && { echo git version 2.40.0; exit; }\necho $$ > ${pid}\nexec sleep 30\n`,
    );
    const stop = new AbortController();
    const git = endedBy(create(file, { PATH: process.env['PATH'] ?? '' }), stop.signal);
    const running = git.own({ cwd: folder, args: ['add'] });
    while (!existsSync(pid) || readFileSync(pid, 'utf8') === '') await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await assert.rejects(running, /cancelled/);
    await assert.rejects(git.own({ cwd: folder, args: ['add'] }));
    const isGone = () => spawnSync('kill', ['-0', readFileSync(pid, 'utf8').trim()]).status !== 0;
    while (!isGone()) await new Promise((resolve) => setImmediate(resolve));
  });

  it('says what to do when git is missing or too old, also at the next try', async () => {
    const missing = create(join(folder, 'no-git'));
    for (let i = 0; i < 2; i++) {
      await assert.rejects(
        missing.own({ cwd: folder, args: ['x'] }),
        (error) => error instanceof UsageError && /Install git/.test(error.message),
      );
    }
    const old = create(scripted('git version 2.30.2'));
    await assert.rejects(
      old.own({ cwd: folder, args: ['x'] }),
      (error) => error instanceof UsageError && /2\.30\.2.*Update/.test(error.message),
    );
    scripted('git version 2.40.0');
    assert.equal((await old.own({ cwd: folder, args: ['x'] })).exitCode, 0);
  });

  it('starts nothing where nothing may be executed', async () => {
    const file = join(folder, 'git');
    writeFileSync(file, `#!/bin/sh\ntouch ${join(folder, 'ran')}\n`);
    chmodSync(file, 0o755);
    const untrusted = create(file, {}, () => {
      throw new Error('untrusted');
    });
    await assert.rejects(untrusted.own({ cwd: folder, args: ['x'] }), /untrusted/);
    await assert.rejects(untrusted.asUser({ cwd: folder, args: ['x'] }), /untrusted/);
    assert.throws(() => rmSync(join(folder, 'ran')), { code: 'ENOENT' });
  });

  it('passes nothing of the environment that could steer git, and its safe settings first', async () => {
    const git = create(scripted('git version 2.40.0'), {
      PATH: '/bin:/usr/bin',
      HOME: '/home/x',
      GIT_DIR: '/evil',
      GIT_CONFIG_PARAMETERS: "'core.pager=evil'",
      GIT_EXTERNAL_DIFF: 'evil',
      OPENAI_API_KEY: 'secret',
      LC_ALL: 'cs_CZ.UTF-8',
    });
    const own = (await git.own({ cwd: folder, args: ['status'], env: { GIT_DIR: '/mine' } })).stdout.toString();
    assert.ok(!/evil|secret|cs_CZ/.test(own), own);
    for (const line of [
      'GIT_DIR=/mine',
      'GIT_CONFIG_GLOBAL=/dev/null',
      'GIT_CONFIG_SYSTEM=/dev/null',
      'GIT_TERMINAL_PROMPT=0',
      'LC_ALL=C',
      'arg:core.hooksPath=/dev/null',
      'arg:core.fsmonitor=false',
      'arg:filter.lfs.clean=',
      'arg:core.autocrlf=false',
    ]) {
      assert.ok(own.split('\n').includes(line), line);
    }
    assert.ok(own.trimEnd().endsWith('arg:status'));
    const user = (await git.asUser({ cwd: folder, args: ['status'] })).stdout.toString();
    assert.ok(!/GIT_CONFIG_GLOBAL|evil|secret/.test(user));
    assert.ok(user.includes('arg:core.fsmonitor=false'));
  });

  it('keeps only what it knows of an environment', () => {
    const parent = { PATH: '/bin', HOME: '/h', NODE_OPTIONS: 'x', GIT_SSH: 'x', XDG_CONFIG_HOME: undefined };
    assert.equal(userGitEnvironment(parent)['NODE_OPTIONS'], undefined);
    assert.equal(userGitEnvironment(parent)['GIT_SSH'], undefined);
    assert.equal(ownGitEnvironment(parent)['HOME'], '/h');
  });

  it('carries names byte by byte', () => {
    const raw = Buffer.from([0x61, 0xff, 0x0a, 0x62, 0, 0xc5, 0xbe, 0]);
    const records = splitRecords(raw);
    assert.equal(records.length, 2);
    assert.deepEqual(joinRecords(records), raw);
    assert.equal(fromBytes(records[1] ?? ''), 'ž');
    assert.equal(fromBytes(toBytes('文件😀')), '文件😀');
    assert.deepEqual(splitRecords(Buffer.alloc(0)), []);
  });
});
