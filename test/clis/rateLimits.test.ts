import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RunEvent } from '../../src/core/runEvent';
import { copySampleProject } from '../setup/sampleProject';
import { startModelApi, type ModelApi } from './api/modelApi';
import { readParts, samplePartsOf } from './api/part';
import { createCliHome, type CliHome } from './cliHome';
import { eventsOf, mao, readEvents } from './maoCommand';

/** The first model of each vendor, by what its API is asked for. */
const limited = readParts([
  { when: { task: 'workstream', cli: 'gemini' }, fail: 'rate-limited' },
  { when: { task: 'workstream', cli: 'codex', model: /codex/ }, fail: 'rate-limited' },
  { when: { task: 'workstream', cli: 'claude', model: /sonnet/ }, fail: 'rate-limited' },
]);

describe('mao develop while the first model of each vendor is rate-limited, with the real CLIs', function () {
  this.timeout(300_000);
  let api: ModelApi;
  let home: CliHome;
  let project = '';
  let events: readonly RunEvent[] = [];

  before(async () => {
    api = await startModelApi([...limited, ...(await samplePartsOf('loans'))]);
    home = await createCliHome(api.url);
    project = copySampleProject('mao-limits-');
    const result = await mao(home, project, 'develop', '2', '--yes', '--json');
    if (result.exitCode !== 0) throw new Error(`mao ended with ${result.exitCode}:\n${result.stderr.slice(-6000)}`);
    events = readEvents(result.stdout);
  });
  after(async () => {
    await api.close();
    home.dispose();
    rmSync(dirname(project), { recursive: true, force: true });
  });

  it('ends green, done by the models that are left, with less diversity', () => {
    const [end] = eventsOf(events, 'run-end');
    assert.equal(end?.outcome, 'succeeded');
    assert.ok(end.diversity.observed < end.diversity.expected, JSON.stringify(end.diversity));
    const done = eventsOf(events, 'workstream-end');
    assert.deepEqual([...new Set(done.map(({ outcome }) => outcome))], ['succeeded']);
    assert.ok(
      done.every(({ model }) => ['o3', 'opus'].includes(model)),
      done.map(({ model }) => model).join(' '),
    );
    assert.ok(eventsOf(events, 'check-end').every(({ outcome }) => outcome === 'passed'));
  });

  it('tells of every fallback in the words of the specification', () => {
    const fallbacks = eventsOf(events, 'fallback');
    assert.deepEqual([...new Set(fallbacks.map(({ reason }) => reason))], ['rate-limited']);
    assert.ok(
      fallbacks.every(({ message, from, to }) => message.endsWith(`: fallback from ${from} to ${to} (rate-limited)`)),
    );
    const told = fallbacks.map(({ message }) => message);
    assert.ok(told.includes('Schema generation: fallback from gemini-pro to sonnet (rate-limited)'), told.join('\n'));
    assert.deepEqual([...new Set(fallbacks.map(({ from }) => from))].toSorted(), ['gemini-pro', 'gpt-codex', 'sonnet']);
  });

  it('starts nobody who cools down: every switch without an attempt has its line in the log', () => {
    const failed = eventsOf(events, 'attempt-end').filter(({ outcome }) => outcome === 'failed');
    const skips = eventsOf(events, 'log').filter(({ message }) =>
      / is cooling down until .* it is not started\.$/.test(message),
    );
    assert.equal(failed.length + skips.length, eventsOf(events, 'fallback').length);
    const rests = eventsOf(events, 'log').filter(({ message }) => / cools down until /.test(message));
    assert.equal(rests.length, failed.length);
  });
});
