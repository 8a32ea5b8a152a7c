import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { build } from 'esbuild';
import { startServer } from '../host/server';
import { untrustedSettings } from '../host/settings';
import { openWorkbench } from '../host/workbench';
import { artefact, readResults } from '../runner/results';
import { copySampleProject } from '../setup/sampleProject';
import { events, proposed, redEnd, runStart } from '../unit/presentation/fixtures';

const programs = ['claude', 'codex', 'gemini', 'ollama', 'git', 'node', 'npm', 'npx', 'uvx', 'uv', 'python3', 'mao'];
const runs = ['20261122-101500-abcd', '20261122-111500-efgh'] as const;

/** A folder of programs that do nothing but write down that they were started. */
function recordingPrograms(folder: string, record: string): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const name of programs) {
    writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >> '${record}'\n`);
    chmodSync(join(bin, name), 0o755);
  }
  return bin;
}

/** A finished run with changes to apply, and one that was cut short, so that every command has something to work on. */
function writeRuns(workspace: string): void {
  const logs = [
    [...events(runStart, proposed, { type: 'plan-approved' }, ...redEnd)],
    [...events(runStart, proposed, { type: 'plan-approved' })],
  ];
  for (const [at, runId] of runs.entries()) {
    const folder = join(workspace, '.mao/runs', runId);
    mkdirSync(folder, { recursive: true });
    const lines = (logs[at] ?? []).map((event) => JSON.stringify({ ...event, runId }));
    writeFileSync(join(folder, 'events.jsonl'), `${lines.join('\n')}\n`);
    writeFileSync(join(folder, 'report.md'), '# Report\n');
  }
}

describe('safety: untrusted workspace', function () {
  this.timeout(1_200_000);
  let folder: string;
  let workspace: string;
  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'mao-untrusted-')));
    workspace = copySampleProject('mao-untrusted-');
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
    rmSync(dirname(workspace), { recursive: true, force: true });
  });

  it('starts no program for any command of package.json', async () => {
    const outdir = artefact('untrusted');
    const results = join(folder, 'results.json');
    const record = join(folder, 'recorded');
    writeFileSync(record, '');
    writeRuns(workspace);
    await build({
      entryPoints: { index: 'test/host/suite/index.ts', 'commands.test': 'test/safety/host/commands.test.ts' },
      outdir,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node22',
      external: ['vscode', 'mocha'],
      logLevel: 'warning',
    });
    const bin = recordingPrograms(folder, record);
    const server = await startServer({
      workspace,
      settings: untrustedSettings,
      trusted: false,
      driver: true,
      env: { PATH: [bin, '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter) },
    });
    try {
      const env = { MAO_HOST_RESULTS: results, MAO_RECORDED: record, MAO_RUN: runs[0] };
      const tests = join(outdir, 'index.js');
      const workbench = await openWorkbench(server, { development: { extension: '.', tests, env } });
      // MAO: Try a Rehearsal opens windows of its own.
      workbench.page.on('popup', (opened) => void opened.close());
      try {
        await workbench.exit;
        const { ended, tests: done } = readResults(results);
        const failed = done.filter(({ outcome }) => outcome !== 'passed');
        const log = `${workbench.console.slice(-20).join('\n')}\n${server.log().slice(-2000)}`;
        assert.deepEqual(failed, [], log);
        assert.ok(ended, log);
        assert.equal(done.length, 2);
      } finally {
        await workbench.close();
      }
    } finally {
      await server.stop();
    }
  });
});
