import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PalLab } from '../integration/adapters/pal/palLab';

const good = { replay: resolve('test/fixtures/transcripts/claude-ok.jsonl'), paceMs: 1 };
const slow = { ...good, paceMs: 60 };

describe('safety: PAL, a server that fails', function () {
  this.timeout(60_000);
  let lab: PalLab;
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'mao-broken-'));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    assert.deepEqual(await lab.end(), [], 'nothing is left');
  });

  /** Two attempts: each is made, directly; the log says why, once. */
  async function goesOnDirectly(said: RegExp, reached = 'direct'): Promise<void> {
    const first = await lab.attempt('claude', [good]);
    const second = await lab.attempt('claude', [good]);
    assert.deepEqual([first.code, second.code], ['succeeded', 'succeeded']);
    assert.equal(first.reached, reached);
    assert.equal(first.warnings.length, 1, first.warnings.join('\n'));
    assert.match(first.warnings[0] ?? '', said);
    assert.match(first.warnings[0] ?? '', /Models are reached directly\.$/);
    assert.deepEqual(second.warnings, []);
  }

  it('because .mcp.json names none', async () => {
    lab = new PalLab('ok', { named: false });
    await goesOnDirectly(/names no server "pal"/);
    assert.equal(lab.seen.starts, 0);
  });

  it('because it is not approved: then it is never started', async () => {
    lab = new PalLab('ok', { approved: false });
    await goesOnDirectly(/not approved/);
    assert.equal(lab.seen.starts, 0);
  });

  it('because its program is not there', async () => {
    lab = new PalLab('ok', { command: 'no-such-uvx' });
    await goesOnDirectly(/was not found on your PATH/);
  });

  it('by ending at once', async () => {
    lab = new PalLab('crash');
    await goesOnDirectly(/ended at its start \(exit code 1\): ERROR - At least one API configuration is required/);
  });

  it('because uvx can not fetch it', async () => {
    lab = new PalLab('offline');
    await goesOnDirectly(/ended at its start \(exit code 2\): error: Failed to fetch: https:/);
  });

  it('by printing nothing but garbage', async () => {
    lab = new PalLab('garbage', { startMs: 1500 });
    await goesOnDirectly(/did not answer in time: Welcome to something else!/);
    assert.equal(lab.seen.starts, 1, 'it is not waited for again');
  });

  it('by never answering', async () => {
    lab = new PalLab('silent', { startMs: 1500 });
    await goesOnDirectly(/did not answer in time/);
    assert.equal(lab.seen.starts, 1);
  });

  it('by being something else', async () => {
    lab = new PalLab('no-tools');
    await goesOnDirectly(/has no tool "clink"/);
  });

  it('by refusing every call', async () => {
    lab = new PalLab('refuse');
    await goesOnDirectly(/did not start MAO's worker: CLI execution failed/, 'pal');
  });

  it('by never answering a call', async () => {
    lab = new PalLab('deaf', { workerMs: 1500 });
    await goesOnDirectly(/did not start MAO's worker in time/, 'pal');
    assert.equal(lab.seen.calls.length, 1, 'it is not asked again');
  });

  it('by being killed when it is called', async () => {
    lab = new PalLab('die-at-call');
    await goesOnDirectly(/did not start MAO's worker/, 'pal');
  });

  it('by being killed in the midst of a call: the answer begins anew, directly', async () => {
    const marker = join(folder, 'works');
    lab = new PalLab('die-in-call', { env: { DIE_WHEN: marker } });
    const told = await lab.attempt('claude', [{ write: { path: marker, text: '' } }, slow, { sleep: 1000 }]);
    assert.equal(told.code, 'succeeded');
    assert.match(told.warnings.join(), /ended in the midst of an attempt/);
    assert.equal(told.events.filter((event) => event.type === 'retry').length, 1);
    const pids = told.events.flatMap((event) => (event.type === 'start' ? [event.pid] : []));
    assert.equal(pids.length, 2);
  });

  it('five times in three minutes: then it is left alone', async () => {
    lab = new PalLab('die-at-call');
    const warnings: string[] = [];
    for (let attempt = 0; attempt < 8; attempt++) {
      const told = await lab.attempt('claude', [good]);
      assert.equal(told.code, 'succeeded');
      warnings.push(...told.warnings);
    }
    assert.equal(lab.seen.starts, 5);
    assert.equal(warnings.length, 2);
    assert.match(warnings[1] ?? '', /5 times in three minutes/);
  });
});
