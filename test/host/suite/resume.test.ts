import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { newestRun, troublesOf } from './runLog';
import { until } from './until';
import { fileUri, textsBelow } from './workspace';

const root = process.env['MAO_HOST_ROOT'] ?? '';

describe('a run that was killed in a terminal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mao-resume-'));
  let original: ReadonlyMap<string, string> = new Map();
  let killed = '';

  before(async function () {
    this.timeout(180_000);
    original = await textsBelow();
    const config = join(folder, 'mao.config.yaml');
    writeFileSync(config, JSON.stringify({ clis: vscode.workspace.getConfiguration('mao').get('clis') }));
    const args = [join(root, 'dist', 'mao.js'), 'develop', '2', '--yes', '--json', '--config', config];
    const child = spawn('node', args, { cwd: fileUri('.').fsPath, stdio: ['ignore', 'pipe', 'ignore'] });
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('"workstream-end"')) child.kill('SIGKILL');
    });
    await ended;
    killed = newestRun()[0]?.runId ?? '';
    assert.ok(newestRun().some(({ type }) => type === 'workstream-end'));
    assert.ok(!newestRun().some(({ type }) => type === 'run-end'), 'it was killed before its end');
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('goes on in the window without doing a finished workstream again', async () => {
    const finished = newestRun().flatMap((event) => (event.type === 'workstream-end' ? [event.workstream] : []));
    await vscode.commands.executeCommand('mao.resume');
    await until('the end of the run', () => newestRun().at(-1)?.type === 'run-end');
    const events = newestRun();
    assert.equal(events[0]?.runId, killed);
    const end = events.at(-1);
    assert.ok(end?.type === 'run-end');
    assert.equal(end.outcome, 'succeeded', troublesOf(events));
    for (const workstream of finished) {
      const starts = events.filter((event) => event.type === 'workstream-start' && event.workstream === workstream);
      assert.equal(starts.length, 1, workstream);
    }
    assert.deepEqual(
      events.map(({ seq }) => seq),
      events.map((_, at) => at + 1),
    );
    assert.deepEqual(await textsBelow(), original);
  });
});
