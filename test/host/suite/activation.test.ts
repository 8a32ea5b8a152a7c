import assert from 'node:assert/strict';
import childProcess from 'node:child_process';
import { mock } from 'node:test';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { extension, manifestOf } from './extension';

const starters = ['spawn', 'fork', 'exec', 'execFile', 'spawnSync', 'execSync', 'execFileSync'] as const;

/** What starts a process during `action`, of all the code in this host: where the calls that pass through `folder` came from. */
async function processesStarted(folder: string, action: () => Thenable<unknown>): Promise<readonly string[]> {
  const spies = starters.map((name) => mock.method(childProcess, name));
  try {
    await action();
    const stacks = spies.flatMap((spy) => spy.mock.calls.map(({ stack }) => stack.stack ?? ''));
    return stacks.filter((stack) => stack.includes(folder));
  } finally {
    for (const spy of spies) spy.mock.restore();
  }
}

const loaded = (bundle: string) => Object.keys(require.cache).some((path) => path.endsWith(`/dist/${bundle}.js`));

describe('activation', () => {
  it('does not happen before a view or a command is used', () => {
    assert.equal(extension().isActive, false);
  });

  it('spawns nothing and leaves the rest of the extension unloaded', async () => {
    const mao = extension();
    assert.deepEqual(await processesStarted(join(mao.extensionPath, 'dist'), () => mao.activate()), []);
    assert.ok(loaded('extension'), 'this host runs the bundle under test');
    assert.deepEqual(['shell', 'engine'].filter(loaded), []);
  });

  it('would notice a process that is started', async () => {
    const started = await processesStarted(__dirname, () => Promise.resolve(childProcess.spawnSync('true')));
    assert.ok(started.length > 0);
  });

  it('registers every command of the manifest', async () => {
    const commands = manifestOf(extension()).contributes.commands.map(({ command }) => command);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.ok(commands.length > 0);
    assert.deepEqual(
      commands.filter((command) => !registered.has(command)),
      [],
    );
  });

  it('gives every command a resolved title in the category MAO', () => {
    for (const { command, title, category } of manifestOf(extension()).contributes.commands) {
      assert.equal(category, 'MAO', command);
      assert.match(title, /^[^%]+$/, command);
    }
  });

  it('shows every view', async () => {
    const views = Object.values(manifestOf(extension()).contributes.views).flat();
    assert.ok(views.length > 0);
    for (const { id, name } of views) {
      assert.match(name, /^[^%]+$/, id);
      await vscode.commands.executeCommand(`${id}.focus`);
    }
  });
});
