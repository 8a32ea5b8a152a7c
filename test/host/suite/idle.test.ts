import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { mock } from 'node:test';
import * as vscode from 'vscode';
import { extension, manifestOf } from './extension';

const quietMs = 3000;
const timers = ['setTimeout', 'setInterval'] as const;

/** The timers that code in `folder` asks for while nothing is done. */
async function timersOf(folder: string): Promise<readonly string[]> {
  const spies = timers.map((name) => mock.method(globalThis, name));
  try {
    await delay(quietMs);
    const stacks = spies.flatMap((spy) => spy.mock.calls.map(({ stack }) => stack.stack ?? ''));
    return stacks.filter((stack) => stack.includes(folder));
  } finally {
    for (const spy of spies) spy.mock.restore();
  }
}

/** The command lines of this host's children. */
function children(): readonly string[] {
  const pids = readdirSync('/proc/self/task').flatMap((task) =>
    readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  );
  return pids.map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '));
}

describe('an idle window', () => {
  it('has no timer and no child process of MAO, with every view open', async () => {
    const { dist, views } = {
      dist: join(extension().extensionPath, 'dist'),
      views: manifestOf(extension()).contributes.views,
    };
    for (const { id } of Object.values(views).flat()) await vscode.commands.executeCommand(`${id}.focus`);
    await delay(quietMs);
    assert.deepEqual(await timersOf(dist), []);
    if (process.platform === 'linux') {
      assert.deepEqual(
        children().filter((line) => line.includes(dist)),
        [],
      );
    }
  });

  it('would notice a timer', async () => {
    const watching = timersOf(__dirname);
    setTimeout(() => undefined, 1);
    assert.equal((await watching).length, 1);
  });
});
