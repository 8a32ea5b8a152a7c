import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import type { RunEvent } from '../../src/core/runEvent';
import { fingerprint } from '../integration/workspace/lab';
import { copySampleProject } from '../setup/sampleProject';
import { startModelApi, type ModelApi } from './api/modelApi';
import { samplePartsOf } from './api/part';
import { createCliHome, type CliHome } from './cliHome';
import { eventsOf, mao, readEvents } from './maoCommand';

const unique = (values: readonly (string | undefined)[]) => [...new Set(values)].toSorted();

describe('mao develop with the three real CLIs', function () {
  this.timeout(600_000);
  let api: ModelApi;
  let home: CliHome;
  let project = '';
  let filesBefore: Readonly<Record<string, string>> = {};
  let events: readonly RunEvent[] = [];
  let exitCode: number | undefined;

  /** Every file of the project, the user's `.git` with it, but MAO's own state. */
  const files = () =>
    Object.fromEntries(Object.entries(fingerprint(project)).filter(([path]) => !path.startsWith('.mao/')));
  // Without locks: git would write what it looked at into the index.
  const status = async () =>
    (await execa('git', ['--no-optional-locks', 'status', '--porcelain'], { cwd: project })).stdout;

  before(async () => {
    api = await startModelApi(await samplePartsOf('loans', 'reminders'));
    home = await createCliHome(api.url);
    project = copySampleProject('mao-develop-');
    filesBefore = files();
    const result = await mao(home, project, 'develop', '2,3', '--yes', '--json');
    exitCode = result.exitCode;
    events = readEvents(result.stdout);
    if (exitCode !== 0) throw new Error(`mao ended with ${exitCode}:\n${result.stderr.slice(-6000)}`);
  });
  after(async () => {
    await api.close();
    home.dispose();
    rmSync(dirname(project), { recursive: true, force: true });
  });

  it('keeps the contract of --json: known events, one run, counted without gaps', () => {
    assert.deepEqual(
      events.map((event) => event.seq),
      events.map((_, index) => index + 1),
    );
    assert.equal(unique(events.map((event) => event.runId)).length, 1);
    assert.equal(events[0]?.type, 'run-start');
    assert.equal(events.at(-1)?.type, 'run-end');
  });

  it('plans with the orchestrator and lets all three CLIs work, several at once', () => {
    assert.equal(eventsOf(events, 'plan-proposed')[0]?.source, 'orchestrator');
    const attempts = eventsOf(events, 'attempt-start').filter(
      (event) => event.task === undefined || event.task === 'workstream',
    );
    assert.deepEqual(unique(attempts.map((event) => event.cli)), ['claude', 'codex', 'gemini']);
    const ends = eventsOf(events, 'workstream-end');
    assert.equal(ends.length, 10);
    assert.deepEqual(unique(ends.map((event) => event.outcome)), ['succeeded']);
    let running = 0;
    let most = 0;
    for (const event of events) {
      if (event.type === 'workstream-start') most = Math.max(most, ++running);
      if (event.type === 'workstream-end') running--;
    }
    assert.ok(most >= 4, `${most} workstreams at once`);
  });

  it('shows live text, tool use and tokens of each CLI', () => {
    const starts = eventsOf(events, 'attempt-start').filter((event) => event.workstream !== undefined);
    for (const cli of ['claude', 'codex', 'gemini']) {
      const { section, workstream, attempt } =
        starts.find((event) => event.cli === cli && !(event.section === '3' && event.workstream === 'schemas')) ?? {};
      const own = events.filter(
        (event) => event.section === section && event.workstream === workstream && event.attempt === attempt,
      );
      for (const type of ['text-delta', 'tool-use', 'usage-update'] as const) {
        assert.ok(eventsOf(own, type).length > 0, `${cli}: ${type}`);
      }
    }
  });

  it('falls back silently, in the words of the specification', () => {
    const [fallback] = eventsOf(events, 'fallback').filter((event) => event.section === '3');
    assert.equal(fallback?.reason, 'rate-limited');
    assert.equal(fallback.message, 'Schema generation: fallback from gemini-pro to sonnet (rate-limited)');
  });

  it('settles the conflict by a model and ends with green checks', () => {
    const found = eventsOf(events, 'conflict-found');
    assert.ok(found.some((event) => event.file === 'src/index.ts'));
    const resolved = eventsOf(events, 'conflict-resolved');
    assert.deepEqual(
      resolved.map((event) => `${event.file} ${event.by}`),
      found.map((event) => `${event.file} opus`),
    );
    const checks = eventsOf(events, 'check-end');
    assert.ok(checks.length >= 2);
    assert.deepEqual(unique(checks.map((event) => event.outcome)), ['passed']);
    assert.equal(eventsOf(events, 'run-end')[0]?.outcome, 'succeeded');
    assert.equal(exitCode, 0);
  });

  it("leaves the workspace and the user's .git alone until apply", async () => {
    assert.deepEqual(files(), filesBefore);
    assert.equal(await status(), '');
  });

  it('applies in one go: the code is there, joined, and its tests pass', async () => {
    const applied = await mao(home, project, 'apply', '--json');
    assert.equal(applied.exitCode, 0, applied.stderr);
    const [proposed] = eventsOf(events, 'changes-proposed');
    assert.equal(proposed?.files.length, 11);
    const index = readFileSync(join(project, 'src/index.ts'), 'utf8');
    for (const name of ['MemberRegister', 'fileLoanStore', 'LoanDesk', 'sendReminders']) {
      assert.match(index, new RegExp(name));
    }
    const tests = await execa({
      cwd: project,
      reject: false,
      env: { NODE_TEST_CONTEXT: undefined },
    })`npm test --silent`;
    assert.equal(tests.exitCode, 0, tests.stdout);
    assert.match(tests.stdout, /pass 13/);
  });

  it('reverts to the very state before', async () => {
    const reverted = await mao(home, project, 'revert', '--json');
    assert.equal(reverted.exitCode, 0, reverted.stderr);
    assert.deepEqual(files(), filesBefore);
  });
});
