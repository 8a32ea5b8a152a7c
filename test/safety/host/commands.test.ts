import assert from 'node:assert/strict';
import childProcess from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mock } from 'node:test';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { extension, manifestOf } from '../../host/suite/extension';

const starters = ['spawn', 'fork', 'exec', 'execFile', 'spawnSync', 'execSync', 'execFileSync'] as const;
const recorded = () => readFileSync(process.env['MAO_RECORDED'] ?? '', 'utf8');

/** Whether the work ended by itself; what waits for the user is left after a moment. */
async function endsSoon(work: Thenable<unknown>): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), 1500));
  return Promise.race([
    Promise.resolve(work).then(
      () => true,
      () => true,
    ),
    late,
  ]);
}

describe('an untrusted workspace', () => {
  it('starts no program, whichever command is called', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const mao = extension();
    const dist = join(mao.extensionPath, 'dist');
    const spies = starters.map((name) => mock.method(childProcess, name));
    const started = () =>
      spies
        .flatMap((spy) =>
          spy.mock.calls.map((call) => ({ stack: call.stack.stack ?? '', argument: call.arguments[0] })),
        )
        .filter(({ stack }) => stack.includes(dist))
        .map(({ argument }) => String(argument));
    try {
      const ids = manifestOf(mao).contributes.commands.map(({ command }) => command);
      assert.ok(ids.length >= 18, ids.join(', '));
      const run = process.env['MAO_RUN'] ?? '';
      const calls = ids.flatMap((id) => [[id], [id, run], [id, '2']] as const);
      let ended = 0;
      for (const [id, ...args] of calls) {
        if (await endsSoon(vscode.commands.executeCommand(id, ...args))) ended++;
        await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
        assert.deepEqual(started(), [], `${id} ${JSON.stringify(args)}`);
      }
      assert.ok(ended > ids.length, `only ${ended} of ${calls.length} calls came to an end`);
      for (const { id } of Object.values(manifestOf(mao).contributes.views).flat()) {
        await endsSoon(vscode.commands.executeCommand(`${id}.focus`));
      }
      assert.deepEqual(started(), []);
      assert.equal(recorded(), '');
    } finally {
      for (const spy of spies) spy.mock.restore();
    }
  }).timeout(900_000);

  it('would have noticed', () => {
    childProcess.execFileSync('claude', ['--version']);
    assert.match(recorded(), /^claude --version$/m);
  });
});
