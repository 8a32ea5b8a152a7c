import assert from 'node:assert/strict';
import type { RunEvent } from '../../../src/core/runEvent';
import { reduceRun } from '../../../src/orchestration/reduceRun';
import type { RunState } from '../../../src/core/runState';
import { ControlLab, type Steer } from './controlLab';
import { calmParts, DevelopLab, eventsOf, planPart, workPart, type Part } from './lab';

const files = { 'PRD.md': '# Product\n\n## 1. Greeting\n\nSay hello.\n', 'a.txt': 'one\n' };
const plan = planPart([
  { id: 'schemas', owns: ['b.txt'], model: 'gpt-codex' },
  { id: 'storage', owns: ['c.txt'], model: 'sonnet' },
  { id: 'tests', owns: ['d.txt'], model: 'sonnet', dependsOn: ['schemas'] },
]);
const hanging = (more: Part = {}): Part => ({
  when: { task: 'workstream', workstream: 'schemas', attempt: '1' },
  fail: 'hang',
  leaves: { 'b.txt': 'half\n' },
  ...more,
});
const rest = [
  workPart('schemas', { 'b.txt': { append: 'whole\n' } }),
  workPart('storage', { 'c.txt': 'c\n' }),
  workPart('tests', { 'd.txt': 'd\n' }),
  ...calmParts,
];

const stateOf = (events: readonly RunEvent[]): RunState => {
  let state: RunState | undefined;
  for (const event of events) state = reduceRun(state, event);
  assert.ok(state);
  return state;
};
const outcomes = (events: readonly RunEvent[]) =>
  Object.fromEntries(stateOf(events).workstreams.map(({ id, state, model }) => [id, `${state} ${model}`]));
const speaks = (event: RunEvent, workstream: string) =>
  event.type === 'text-delta' && event.workstream === workstream && event.attempt === 1;
const proposed = (events: readonly RunEvent[]) =>
  eventsOf(events, 'changes-proposed')
    .at(-1)
    ?.files.map(({ path }) => path);

describe('control of a run under way', function () {
  this.timeout(180_000);
  let lab: DevelopLab;
  let control: ControlLab;
  beforeEach(() => {
    lab = new DevelopLab(files);
    control = new ControlLab(lab);
  });
  afterEach(() => {
    assert.deepEqual(control.left(), []);
    lab.remove();
  });
  const once = (steer: Steer): Steer => {
    let done = false;
    return (event, soFar) => {
      const command = done ? undefined : steer(event, soFar);
      done ||= command !== undefined;
      return command;
    };
  };
  const develop = (parts: readonly Part[], steer: Steer) =>
    control.develop({ parts: [plan, ...parts, ...rest] }, once(steer));

  for (const kind of ['cancel', 'stop'] as const) {
    it(`${kind}s one workstream: the others finish, what builds on it is not started, the run is not clean`, async () => {
      const { events } = await develop([hanging()], (event) =>
        speaks(event, 'schemas') ? { kind, key: '1/schemas' } : undefined,
      );
      assert.deepEqual(outcomes(events), {
        schemas: 'cancelled gpt-codex',
        storage: 'succeeded sonnet',
        tests: 'skipped sonnet',
      });
      const skipped = eventsOf(events, 'workstream-end').find(({ workstream }) => workstream === 'tests');
      assert.equal(skipped?.failure?.message, 'Not started: it builds on 1/schemas, which was cancelled.');
      assert.equal(eventsOf(events, 'run-end')[0]?.outcome, 'unclean');
      assert.deepEqual(proposed(events), ['c.txt']);
      assert.deepEqual(eventsOf(events, 'fallback'), []);
    });
  }

  it('gives a workstream to another model at once, which goes on with what was written', async () => {
    const { events } = await develop([hanging()], (event) =>
      speaks(event, 'schemas') ? { kind: 'retry', key: '1/schemas', model: 'opus' } : undefined,
    );
    assert.deepEqual(outcomes(events), {
      schemas: 'succeeded opus',
      storage: 'succeeded sonnet',
      tests: 'succeeded sonnet',
    });
    assert.deepEqual(
      eventsOf(events, 'attempt-start')
        .filter(({ workstream }) => workstream === 'schemas')
        .map(({ attempt, model }) => [attempt, model]),
      [
        [1, 'gpt-codex'],
        [2, 'opus'],
      ],
    );
    assert.deepEqual(
      eventsOf(events, 'fallback').map(({ message }) => message),
      ['Schema generation: opus takes over from gpt-codex, as you asked'],
    );
    assert.equal(eventsOf(events, 'run-end')[0]?.outcome, 'succeeded');
  });

  it('does a failed workstream again by another model while others are at work, and what builds on it', async () => {
    const { events } = await develop(
      [
        {
          when: { task: 'workstream', workstream: 'schemas', cli: 'codex' },
          fail: 'no-result',
          leaves: { 'b.txt': 'half\n' },
        },
        { when: { task: 'workstream', workstream: 'schemas', cli: 'claude' }, fail: 'rate-limited', times: 2 },
        { when: { task: 'workstream', workstream: 'storage' }, write: { 'c.txt': 'c\n' }, delayMs: 6000 },
      ],
      (event) =>
        event.type === 'workstream-end' && event.workstream === 'tests'
          ? { kind: 'retry', key: '1/schemas', model: 'gemini-pro' }
          : undefined,
    );
    assert.deepEqual(outcomes(events), {
      schemas: 'succeeded gemini-pro',
      storage: 'succeeded sonnet',
      tests: 'succeeded sonnet',
    });
    assert.equal(eventsOf(events, 'run-end')[0]?.outcome, 'succeeded');
  });

  it('does a cancelled workstream by another model after the run has ended, in the same log', async () => {
    const first = await develop([hanging()], (event) =>
      speaks(event, 'schemas') ? { kind: 'stop', key: '1/schemas' } : undefined,
    );
    const runId = first.events[0]?.runId ?? '';
    const again = await control.retry(runId, { key: '1/schemas', model: 'opus' }, { parts: [plan, ...rest] });
    const events = [...first.events, ...again.events];
    assert.deepEqual(
      events.map(({ seq }) => seq),
      events.map((_, index) => index + 1),
    );
    assert.deepEqual(outcomes(events), {
      schemas: 'succeeded opus',
      storage: 'succeeded sonnet',
      tests: 'succeeded sonnet',
    });
    assert.deepEqual(eventsOf(again.events, 'plan-proposed'), []);
    const done = eventsOf(again.events, 'attempt-start').filter(({ task }) => task === undefined);
    assert.deepEqual(
      done.map(({ workstream, model, attempt }) => `${workstream} ${model} ${attempt}`),
      ['schemas opus 2', 'tests sonnet 1'],
    );
    assert.deepEqual(proposed(again.events), ['b.txt', 'c.txt', 'd.txt']);
    assert.equal(eventsOf(again.events, 'run-end')[0]?.outcome, 'succeeded');
  });

  it('refuses to do again what is done, and what is applied', async () => {
    const { events } = await develop([], () => undefined);
    const runId = events[0]?.runId ?? '';
    const retry = (key: string) => control.retry(runId, { key, model: 'opus' }, { parts: [plan, ...rest] });
    await assert.rejects(retry('1/schemas'), /is done, so it is not done again/);
    await assert.rejects(retry('1/nothing'), /no workstream 1\/nothing/);
  });

  it('cancels the whole run politely: models end, nothing new begins, it can go on later', async () => {
    const { events, endedAfterMs } = await develop([hanging()], (event) =>
      speaks(event, 'schemas') ? { kind: 'cancel-run' } : undefined,
    );
    assert.equal(eventsOf(events, 'run-end')[0]?.outcome, 'cancelled');
    assert.ok(endedAfterMs < 30_000, `${endedAfterMs} ms`);
    const resumed = await lab.mao(['resume', '--yes', '--json'], { parts: [plan, ...rest] });
    assert.equal(resumed.code, 0, resumed.stderr);
  });

  it('stops one that does not listen, with all that it has started, within two seconds', async () => {
    let toldAt = 0;
    const { events } = await develop([hanging({ stubborn: true })], (event) => {
      if (!speaks(event, 'schemas')) return undefined;
      toldAt = Date.now();
      return { kind: 'stop', key: '1/schemas' };
    });
    const end = eventsOf(events, 'attempt-end').find(({ workstream }) => workstream === 'schemas');
    assert.equal(end?.outcome, 'cancelled');
    // Two seconds, and as much again for a slow machine.
    assert.ok(Date.parse(end.time) - toldAt < 4000, `${Date.parse(end.time) - toldAt} ms`);
  });

  it('cancels one that waits at once', async () => {
    const cancelled = { kind: 'cancel', key: '1/tests' } as const;
    const { events } = await control.develop({ parts: [plan, hanging(), ...rest] }, (event) => {
      if (speaks(event, 'schemas')) return cancelled;
      const isEnd = event.type === 'workstream-end' && event.workstream === 'tests';
      return isEnd ? { kind: 'retry', key: '1/schemas', model: 'opus' } : undefined;
    });
    assert.deepEqual(outcomes(events), {
      schemas: 'succeeded opus',
      storage: 'succeeded sonnet',
      tests: 'cancelled sonnet',
    });
  });
});
