import assert from 'node:assert/strict';
import { runDays, type ListedRun } from '../../../src/presentation/runDays';

/** A local time, so that the days are those of whoever runs the test. */
const at = (day: number, hour: number, minute: number) => new Date(2026, 10, day, hour, minute).toISOString();
const run = (runId: string, startedAt: string, more: Partial<ListedRun> = {}): ListedRun => ({
  ...{ runId, startedAt, command: 'develop', sections: ['2'], outcome: 'succeeded', durationMs: 72_000 },
  ...more,
});
const now = new Date(2026, 10, 22, 12, 0);
const titles: Readonly<Record<string, string>> = { '2': 'Loans' };

describe('presentation/runDays', () => {
  it('groups by the calendar day of the user', () => {
    const days = runDays(
      [run('d', at(22, 0, 5)), run('c', at(21, 23, 59)), run('b', at(21, 8, 0)), run('a', at(3, 8, 0))],
      now,
    );
    assert.deepEqual(days.map(({ label, rows }) => [label, rows.map(({ runId }) => runId)]).slice(0, 2), [
      ['Today', ['d']],
      ['Yesterday', ['c', 'b']],
    ]);
    assert.match(days[2]?.label ?? '', /3/);
    assert.deepEqual(runDays([], now), []);
  });

  it('tells command, sections, time, outcome and duration of each', () => {
    const [day] = runDays([run('a', at(22, 10, 15))], now, (section) => titles[section]);
    const row = day?.rows[0];
    assert.equal(row?.label, 'Develop 2 Loans');
    assert.match(row.description, /^\S*10\S15.* · done · 1 m 12 s$/);
    assert.match(row.accessibleLabel, /^Develop 2 Loans, done, .*, took 1 m 12 s$/);
    const applied = runDays([run('c', at(22, 9, 0), { changes: 'applied' })], now)[0]?.rows[0];
    assert.match(applied?.description ?? '', / · done, applied · /);
    assert.match(applied?.accessibleLabel ?? '', /, done, applied, /);
    assert.match(
      runDays([run('d', at(22, 9, 0), { changes: 'proposed' })], now)[0]?.rows[0]?.description ?? '',
      / · done · /,
    );
    const interrupted = runDays([run('b', at(22, 9, 0), { outcome: 'interrupted', durationMs: null })], now)[0]
      ?.rows[0];
    assert.match(interrupted?.description ?? '', / · interrupted$/);
    assert.equal(interrupted?.label, 'Develop 2');
  });

  it('offers to go on only with what can go on', () => {
    const contexts = (more: Partial<ListedRun>) => runDays([run('a', at(22, 9, 0), more)], now)[0]?.rows[0]?.context;
    assert.equal(contexts({}), 'history.ended');
    assert.equal(contexts({ outcome: 'interrupted' }), 'history.resumable');
    assert.equal(contexts({ outcome: 'failed' }), 'history.resumable');
    assert.equal(contexts({ outcome: 'cancelled', command: 'fix' }), 'history.resumable');
    assert.equal(contexts({ outcome: 'cancelled', command: 'qa' }), 'history.ended');
    assert.equal(contexts({ outcome: 'running' }), 'history.running');
  });

  it('lets nothing of a PRD become a link in a tooltip', () => {
    const [day] = runDays([run('a', at(22, 9, 0))], now, () => '[x](command:evil)');
    assert.doesNotMatch(day?.rows[0]?.tooltip ?? '', /\]\(/);
  });
});
